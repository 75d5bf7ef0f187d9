/** Wire types of the Kalem API that the pages use; shapes as in the HTTP contract. */

export type ProjectRole = 'Manager' | 'Lead' | 'Reviewer' | 'Labeler';
export type OrganizationRole = 'owner' | 'admin' | 'member';

/** The signed-in user. */
export interface Me {
  _id: string;
  email: string;
  name: string;
  createdAt: string;
  organization: { _id: string; name: string };
  organizationRole: OrganizationRole;
  organizations: { _id: string; name: string; role: OrganizationRole }[];
}

export interface OrganizationUser {
  _id: string;
  email: string;
  name: string;
  organizationRole: OrganizationRole;
  /** The owner's role reads `admin` here; this tells them apart. */
  owner?: boolean;
  createdAt: string;
  lastActiveAt?: string | null;
}

export interface Invite {
  _id: string;
  to: string;
  organizationRole: OrganizationRole;
  projectAssignments?: { projectId: string; projectRole: ProjectRole }[];
  status: string;
  createdBy?: string;
  createdAt: string;
  expiresAt: string;
  token?: string;
  url?: string;
}

/** What an invitation link reveals before anyone signs in. */
export interface InvitePreview {
  email: string;
  organization: string;
  accountExists: boolean;
  expiresAt: string;
}

export interface ApiKeyInfo {
  prefix: string;
  createdAt: string;
  lastUsedAt?: string | null;
}

/** One row of the project list. */
export interface ProjectSummary {
  _id: string;
  name: string;
  description?: string;
  createdAt: string;
  createdBy?: string;
  role?: ProjectRole;
  tasks?: { total: number; completed: number };
}

export interface Batch {
  _id: string;
  name: string;
  description?: string;
  color?: string;
}

export type StageType =
  | 'Start'
  | 'Label'
  | 'Review'
  | 'Logic'
  | 'Plugin'
  | 'Webhook'
  | 'Complete'
  | 'Archive'
  | 'Consensus'
  | 'Hold';

/** A workflow stage; unknown keys travel along untouched. */
export interface Stage {
  id: string;
  name: string;
  type: string;
  next?: (string | null)[] | null;
  position?: { x: number; y: number } | null;
  assignedTo?: string[] | null;
  readOnly?: boolean;
  autoForward?: boolean;
  preventRequeue?: boolean;
  consensusId?: string | null;
  [key: string]: unknown;
}

/** One class or question of a category schema; unknown keys travel along untouched. */
export interface SchemaClass {
  tool: string;
  title: string;
  schemaId: string;
  required?: boolean | null;
  color?: string | null;
  shortcutKey?: string | null;
  description?: string | null;
  options?: SchemaOption[] | null;
  classifications?: SchemaClass[] | null;
  parentOptionId?: string | null;
  [key: string]: unknown;
}

export interface SchemaOption {
  value: string;
  schemaId: string;
  [key: string]: unknown;
}

export interface CategorySchema {
  tools: SchemaClass[];
  classifications: SchemaClass[];
  relations: SchemaClass[];
  [key: string]: unknown;
}

export interface ProjectMember {
  assignee: string;
  role: ProjectRole;
  name?: string;
}

export interface Project {
  _id: string;
  name: string;
  description?: string;
  type?: string;
  owner?: string;
  organization: string;
  role: ProjectRole;
  categorySchema: CategorySchema;
  categorySchemaRevision?: number;
  stages: Stage[];
  workflowRevision?: number;
  assignedTo: ProjectMember[];
  batches: Batch[];
  assetCount?: number;
  idleTimeout?: number;
  taskSkipEnabled?: boolean;
  unassignSkippedTask?: boolean;
  benchmarkEnabled?: boolean;
  /** How often labelers get a benchmark instead of a task, in percent. */
  benchmarkRatio?: number;
  benchmarkCutoff?: boolean;
  /** Average in percent below which a person gets no more tasks. */
  benchmarkCutoffScore?: number;
  /** Benchmarks a person must have done before the cutoff counts. */
  benchmarkCutoffMin?: number;
  customValidationEnabled?: boolean;
  preventSubmission?: boolean;
  enforceOnApi?: boolean;
  validationFunction?: string;
  externalValidation?: ExternalValidation | null;
  errorCodesEnabled?: boolean;
  errorSchema?: ErrorSchema | null;
  createdAt: string;
  updatedAt?: string;
}

/** A service of the project's own that is asked about labels. */
export interface ExternalValidation {
  enabled?: boolean;
  apiUrl?: string;
  /** Only the frame that the person looks at is sent. */
  singleFrame?: boolean;
  /** Only frame `frameNumbers` is sent. */
  specificFrame?: boolean;
  frameNumbers?: number;
}

/** The codes that issues may carry. */
export interface ErrorSchema {
  categories?: { key?: string; name: string; codes?: { key?: string; name: string }[] }[];
}

/** Something that the validation of a project found. */
export interface Finding {
  /** The entry of the answer it is about; absent = the whole task. */
  objectId?: string | null;
  /** Page or frame from 0. */
  frame?: number | null;
  message: string;
  /** Only errors can keep labels from being submitted. */
  level: 'error' | 'warning';
}

export interface StageCount {
  stageId: string;
  stage: string;
  type: string;
  count: number;
}

export interface Queues {
  label: { available: number };
  review: { available: number };
}

export type ReviewStatus = 'Accepted' | 'Rejected' | 'Todo' | 'Fixed';

export interface Task {
  _id: string;
  project: string;
  asset: { _id: string; externalId?: string; data?: string } | string;
  externalId: string;
  stage: string;
  stageName?: string;
  stageType?: string;
  status?: string;
  reviewStatus?: ReviewStatus;
  assignee?: string | null;
  batches?: string[];
  batchNames?: string[];
  priority?: number;
  duration?: number;
  totalDuration?: number;
  createdAt: string;
  createdBy?: string;
  updatedAt?: string;
  updatedBy?: string;
  completedAt?: string | null;
  completedBy?: string | null;
  openIssuesCount?: number;
  isDraft?: boolean;
  isSkipped?: boolean;
  isPreLabeled?: boolean;
  isBenchmark?: boolean;
  /** What keeps the task from going on by itself; `none` for most. */
  mark?: TaskMark;
  /** What there is to say about the mark. */
  markNote?: string;
  /** Percent; absent where nothing was compared. */
  consensusAverage?: number;
  /** Of the last round, in the full form of a task only. */
  judgments?: Judgment[];
  version?: number;
  lease?: { expiresAt: string; holder?: string } | null;
}

export type TaskMark =
  | 'none'
  | 'no next stage'
  | 'workflow loop'
  | 'plugin error'
  | 'webhook retrying'
  | 'webhook failed';

/** One person's labeling in a Consensus stage. */
export interface Judgment {
  _id: string;
  stage: string;
  stageName?: string;
  assignee?: string | null;
  completedBy?: string | null;
  completedAt?: string | null;
  duration?: number;
  judgment: 'open' | 'submitted' | 'joined' | 'canceled';
  /** Percent; known once the round is over. */
  score?: number;
}

export interface Asset {
  _id: string;
  externalId: string;
  data: string;
  batches?: string[];
  batchIds?: string[];
  metadata?: { width?: number; height?: number; frameTotal?: number } | null;
  labelTasks?: { _id: string; stage: string; assignee?: string | null; status?: string }[];
  isPreLabeled?: boolean;
  createdAt: string;
  createdBy?: string;
}

/** Answer of an import: what was made and what was refused. */
export interface ImportResult {
  assetsCreated: number;
  tasksCreated: number;
  preLabelsCount?: number;
  validPreLabelsCount?: number;
  failed?: { index: number; externalId?: string; reason: string }[];
}

/** What is exported and how; names as in the export specification, section 2. */
export interface ExportOptions {
  /** `json`, `ndjson`, `split` or the id of a writable format. */
  format: string;
  stage?: string[];
  batches?: string[];
  tasks?: string[];
  createdAt?: TimeRange;
  updatedAt?: TimeRange;
  /** Id of an earlier export: only rows changed after it. */
  since?: string;
  includeMetadata?: boolean;
  includeHistory?: boolean;
  includeIdleBlurDurations?: boolean;
  includeAssets?: boolean;
  includeSegmentationPoints?: boolean;
  includePdfImages?: boolean;
  includeOnlyKeyFrames?: boolean;
  includeSchema?: boolean;
  videoFormat?: 'flat' | 'track';
  version?: 'current' | 'legacy';
  split?: ExportSplit;
  /** Options of the format itself. */
  config?: Record<string, unknown>;
  sendEmail?: boolean;
  /** Scripts ask for it: their exports are told nobody. */
  doNotNotify?: boolean;
}

/** Exclusive bounds, ISO times. */
export interface TimeRange {
  $gt?: string;
  $lt?: string;
}

/** Shares of 1 that go into three files. */
export interface ExportSplit {
  train: number;
  validation: number;
  test: number;
  by: 'hash' | 'batch';
}

export interface ExportJob {
  _id: string;
  project: string;
  state: 'queued' | 'running' | 'ready' | 'failed' | 'canceled';
  progress: number;
  format?: string;
  tasksDone?: number;
  tasksTotal?: number;
  rows?: number | null;
  exportPath?: string | null;
  fileName?: string | null;
  size?: number | null;
  error?: string | null;
  createdAt: string;
  createdBy?: string;
  finishedAt?: string | null;
  durationMs?: number | null;
  expiresAt?: string | null;
  /** When the file was removed; the row stays as a record. */
  deletedAt?: string | null;
  /** The bucket of the organization that holds the file; absent = the platform's own. */
  storage?: { name: string; bucket: string; path: string } | null;
  options?: Partial<ExportOptions>;
}

/** A file format beside the open one. */
export interface LabelFormat {
  id: string;
  title: string;
  readable: boolean;
  writable: boolean;
}

export type ImportMode = 'replace' | 'append' | 'skipExisting';

export interface ImportOptions {
  /** `auto` or the id of a readable format. */
  format?: string;
  dryRun?: boolean;
  mode?: ImportMode;
  strict?: boolean;
  /** Also tasks that somebody has worked on. */
  force?: boolean;
  createClasses?: boolean;
  keepUnknown?: boolean;
  config?: Record<string, unknown>;
}

/** One thing an import left out (`fault`) or changed on the way in. */
export interface ImportProblem {
  /** Position in the file, from 0; -1 = about no single item. */
  item: number;
  externalId?: string | null;
  code: string;
  /** JSON path or place in the file. */
  path?: string | null;
  message: string;
  fault: boolean;
}

export interface ImportedClass {
  title: string;
  tool: string;
  known: boolean;
}

export interface LabelImport {
  _id: string;
  project: string;
  fileName: string;
  size?: number | null;
  format?: string | null;
  state: 'queued' | 'running' | 'checked' | 'ready' | 'failed' | 'canceled';
  dryRun: boolean;
  /** 0 to 100. */
  progress: number;
  itemsDone: number;
  itemsTotal?: number | null;
  /** Items of which at least one task was labeled. */
  tasksLabeled: number;
  objects: number;
  /** Items left out as a whole. */
  skipped: number;
  /** Everything else there is to say. */
  warnings: number;
  /** The first ones; `reportPath` has all. */
  problems: ImportProblem[];
  codes: { code: string; count: number; fault: boolean }[];
  classes: ImportedClass[];
  /** Signed link to a CSV of all problems. */
  reportPath?: string | null;
  error?: string | null;
  options?: ImportOptions;
  createdAt: string;
  createdBy?: string;
  finishedAt?: string | null;
}

/** A message to the signed-in user. */
export interface Notice {
  _id: string;
  kind: string;
  /** A line above the text. */
  title?: string | null;
  text: string;
  /** Who wrote it; absent = the hub itself. */
  sender?: string | null;
  /** A path of this app, or an absolute address. */
  link?: string | null;
  project?: string | null;
  createdAt: string;
  readAt?: string | null;
}

/** A place of the organization for files: an account at an object store, or a folder. */
export interface Storage {
  _id: string;
  name: string;
  /** `AWS` for everything that speaks S3, or `FOLDER`. */
  provider: string;
  region?: string | null;
  /** Absent = Amazon itself. */
  endpoint?: string | null;
  /** Where no other bucket is named. */
  bucket?: string | null;
  publicKey?: string | null;
  /** Path on the server. */
  folder?: string | null;
  createdAt: string;
  createdBy: string;
  /** Whether a storage just added could be reached. */
  validation?: { state: 'passed' | 'failed'; reason?: string | null } | null;
}

/** One thing that was tried with a storage. */
export interface StorageCheck {
  name: string;
  state: 'pass' | 'fail' | 'skipped';
  /** The storage's own words when it failed. */
  message: string;
  /** What its policy must allow for it. */
  permission: string;
}

/** Where a project's exports are written. */
export interface ExportStorage {
  enabled: boolean;
  storage?: string | null;
  /** Absent when there is no such storage any more. */
  storageName?: string | null;
  bucket?: string | null;
  path?: string | null;
}

/** A fault the server points at: a field, a stage or a schema path. */
export interface FaultDetail {
  path?: string;
  stageId?: string;
  schemaId?: string;
  objectId?: string;
  message: string;
}
