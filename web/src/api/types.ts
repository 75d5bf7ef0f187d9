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
  createdAt: string;
  updatedAt?: string;
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
  version?: number;
  lease?: { expiresAt: string; holder?: string } | null;
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

export type ExportFormat = 'json' | 'ndjson' | 'split';

export interface ExportOptions {
  format: ExportFormat;
  stage?: string[];
  batches?: string[];
  tasks?: string[];
  includeMetadata?: boolean;
  includeHistory?: boolean;
  includeIdleBlurDurations?: boolean;
  includeAssets?: boolean;
}

export interface ExportJob {
  _id: string;
  project: string;
  state: 'queued' | 'running' | 'ready' | 'failed' | 'canceled';
  progress: number;
  tasksDone?: number;
  tasksTotal?: number;
  exportPath?: string | null;
  fileName?: string | null;
  size?: number | null;
  error?: string | null;
  createdAt: string;
  createdBy?: string;
  finishedAt?: string | null;
  expiresAt?: string | null;
  options?: Partial<ExportOptions>;
}

/** A fault the server points at: a field, a stage or a schema path. */
export interface FaultDetail {
  path?: string;
  stageId?: string;
  schemaId?: string;
  objectId?: string;
  message: string;
}
