import type { Answer, Entry } from '../model/annotation';
import type { CategorySchema } from '../model/schema';

/** What the editor asks of the server; one implementation calls it over HTTP, another one lives in tests. */

/** The last review of a task. */
export interface Review {
  readonly status: string;
  readonly comment?: string | null;
  readonly by?: string | null;
  readonly at?: string | null;
}

/** A task as the editor loads it. */
export interface TaskData {
  readonly _id: string;
  readonly project: string;
  readonly externalId?: string | null;
  readonly stage: string;
  readonly stageName?: string | null;
  readonly stageType?: string | null;
  readonly assignee?: string | null;
  readonly version: number;
  readonly answer?: Partial<Answer> | null;
  readonly review?: Review | null;
  readonly reviewStatus?: string | null;
  readonly isSkipped?: boolean;
  readonly isBenchmark?: boolean;
  readonly batchNames?: readonly string[] | null;
  readonly duration?: number | null;
  readonly totalDuration?: number | null;
  readonly idleDuration?: number | null;
  readonly blurDuration?: number | null;
  readonly createdAt?: string | null;
  readonly createdBy?: string | null;
  readonly updatedAt?: string | null;
  readonly updatedBy?: string | null;
  readonly lease?: { readonly expiresAt: string } | null;
}

/** Everything `GET /v2/task/{id}/editor` tells. */
export interface EditorData {
  readonly task: TaskData;
  readonly asset: {
    readonly _id: string;
    readonly externalId?: string | null;
    readonly url: string;
    readonly metadata?: Readonly<Record<string, unknown>> | null;
    readonly contextData?: unknown;
  };
  readonly project: {
    readonly _id: string;
    readonly name: string;
    readonly categorySchema: CategorySchema;
    readonly categorySchemaRevision?: number;
    readonly stages?: readonly {
      readonly id: string;
      readonly name: string;
      readonly type: string;
    }[];
    readonly taskSkipEnabled?: boolean;
    /** Seconds without input until time counts as idle; 0 = never. */
    readonly idleTimeout?: number | null;
  };
  readonly rights: {
    readonly edit: boolean;
    readonly submit: boolean;
    readonly review: boolean;
    readonly skip: boolean;
    readonly reason?: string | null;
  };
  readonly draft?: {
    readonly present: boolean;
    readonly savedAt?: string;
    readonly savedBy?: string;
    /** Unsaved work from an earlier visit, kept beside the answer until it is added or thrown away. */
    readonly earlier?: EarlierDraft;
  } | null;
}

/** What a person left unsaved in an earlier visit: objects as they were, and ids of deleted ones. */
export interface EarlierDraft {
  readonly savedAt: string;
  readonly answer: Answer;
  readonly deletes: readonly string[];
}

/** Objects that changed since the version they are based on. */
export interface DraftBody {
  readonly baseVersion: number;
  readonly upserts: readonly Entry[];
  readonly deletes: readonly string[];
}

/** Time spent, in milliseconds. Blur is part of idle. */
export interface Durations {
  readonly duration: number;
  readonly idleDuration: number;
  readonly blurDuration: number;
}

/** The decision of a review. */
export interface Decision extends Durations {
  readonly reviewStatus: 'Accepted' | 'Fixed' | 'Rejected';
  readonly comment?: string;
  readonly version: number;
}

/** One stage a task has passed. */
export interface StageVisit {
  readonly _id?: string;
  readonly stage?: string;
  readonly stageName?: string | null;
  readonly stageType?: string | null;
  readonly completedAt?: string | null;
  readonly completedBy?: string | null;
  readonly duration?: number | null;
  readonly reviewStatus?: string | null;
  readonly comment?: string | null;
  readonly isSkipped?: boolean;
}

/** Something that the project's own validation found. */
export interface Finding {
  /** The entry it is about; absent = the whole task. */
  readonly objectId?: string | null;
  /** Page or frame from 0. */
  readonly frame?: number | null;
  readonly message: string;
  /** Only errors stand in the way. */
  readonly level: 'error' | 'warning';
}

/** What the validation says about the labels as they are saved. */
export interface Verdict {
  readonly errors: readonly Finding[];
  /** The project does not let labels with these errors be saved or submitted. */
  readonly prevented: boolean;
}

/** The calls of the editor. Every failure is a `TaskApiError`. */
export interface TaskApi {
  load(taskId: string): Promise<EditorData>;
  putDraft(
    taskId: string,
    body: DraftBody,
    lastChance?: boolean,
  ): Promise<{ version: number; savedAt: string }>;
  dropEarlierDraft(taskId: string): Promise<void>;
  /** Checks what is saved, with the caller's draft; finds nothing where the project checks nothing. */
  check(taskId: string): Promise<Verdict>;
  annotate(
    taskId: string,
    nextStage: boolean,
    body: Durations & { version: number },
  ): Promise<TaskData>;
  review(taskId: string, body: Decision): Promise<TaskData>;
  skip(taskId: string, body: Durations & { version: number; comment?: string }): Promise<TaskData>;
  release(taskId: string): Promise<void>;
  next(
    projectId: string,
    queue: 'label' | 'review',
    skipTask?: string,
  ): Promise<{ _id: string } | null>;
  heartbeat(taskId: string): Promise<{ version: number | null }>;
  history(taskId: string): Promise<readonly StageVisit[]>;
  signIn(email: string, password: string): Promise<void>;
}

/** One fault of a refused call. */
export interface Fault {
  readonly message: string;
  readonly schemaId?: string;
  readonly objectId?: string;
  readonly path?: string;
}

/** Why a call failed, told by what can be done about it. */
export type FailureKind = 'offline' | 'server' | 'signed-out' | 'stale' | 'refused';

/** A failed call. */
export class TaskApiError extends Error {
  override readonly name = 'TaskApiError';
  readonly kind: FailureKind;
  readonly code: string;
  readonly details: readonly Fault[];
  readonly requestId: string | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    code = '',
    details: readonly Fault[] = [],
    requestId?: string,
  ) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }
}

/** The failure as a `TaskApiError`, whatever was thrown. */
export function asTaskApiError(error: unknown): TaskApiError {
  if (error instanceof TaskApiError) return error;
  return new TaskApiError(
    'server',
    error instanceof Error ? error.message : 'Something went wrong.',
  );
}

/** The three lists of an answer, present even when the server left some out. */
export function fullAnswer(answer: Partial<Answer> | null | undefined): Answer {
  return {
    tools: answer?.tools ?? [],
    classifications: answer?.classifications ?? [],
    relations: answer?.relations ?? [],
  };
}
