import type { Entry, ListName } from '../model/annotation';
import type { AnnotationDocument, Change } from '../model/document';
import { Signal } from '../view/signal';
import type { JournalRecord, JournalStore } from './journal';
import { entryKey, entryMap, foreignChanges, sameEntry } from './reconcile';
import {
  asTaskApiError,
  type DraftBody,
  type EditorData,
  fullAnswer,
  type TaskApi,
  TaskApiError,
} from './taskPort';

/** How saving stands. */
export interface SaveState {
  readonly status:
    'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'signed-out' | 'refused';
  /** Objects that are not on the server. */
  readonly pending: number;
  readonly savedAt: string | null;
  /** Why saving stopped. */
  readonly message: string | null;
  /** Whether the changes are also kept on this device. */
  readonly kept: boolean;
}

/** Runs something later. Tests drive it by hand. */
export interface Timers {
  set(action: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

/** Timers of the browser. */
export const realTimers: Timers = {
  set: (action, ms) => setTimeout(action, ms),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** What autosave is made of. */
export interface AutosaveParts {
  readonly api: TaskApi;
  readonly document: AnnotationDocument;
  readonly data: EditorData;
  readonly journal: JournalStore;
  /** User and task. */
  readonly scope: string;
  /** This tab. */
  readonly session: string;
  readonly wireForm: (list: ListName, entry: Entry) => Entry | null;
  readonly timers: Timers;
  readonly now: () => number;
}

/** Pause after a change before it is sent, so that a gesture is one request. */
export const DEBOUNCE = 800;
const RETRY_FROM = 1000;
const RETRY_TO = 30_000;
/** Objects in one request. */
const BATCH = 500;

interface Dirty {
  readonly list: ListName;
  readonly objectId: string;
  readonly seq: number;
}

interface Batch {
  readonly body: DraftBody;
  readonly sent: ReadonlyMap<string, Entry | null>;
  readonly seqs: ReadonlyMap<string, number>;
}

/**
 * Sends changed objects, one request at a time, each based on the version the last one made. A request without an
 * answer is sent again exactly as it was, which the server takes as one. Anything the server did not acknowledge is
 * in the journal. When somebody else changed the answer, nothing is sent until the user has chosen.
 */
export class Autosave {
  readonly state: Signal<SaveState>;
  readonly #parts: AutosaveParts;
  readonly #dirty = new Map<string, Dirty>();
  readonly #stop: () => void;
  #acknowledged: Map<string, Entry>;
  #version: number;
  #stage: string;
  #seq = 0;
  #batch: Batch | null = null;
  #sending: Promise<void> | null = null;
  #timer: unknown = null;
  #failures = 0;
  #closed = false;
  #theirs: EditorData | null = null;

  constructor(parts: AutosaveParts) {
    this.#parts = parts;
    this.#version = parts.data.task.version;
    this.#stage = parts.data.task.stage;
    this.#acknowledged = entryMap(fullAnswer(parts.data.task.answer));
    this.state = new Signal<SaveState>({
      status: 'saved',
      pending: 0,
      savedAt: parts.data.draft?.savedAt ?? null,
      message: null,
      kept: true,
    });
    this.#stop = parts.document.subscribe((event) => {
      if (event.kind === 'changed' && event.origin !== 'remote') this.#note(event.changes);
    });
  }

  /** The version the next write is based on. */
  get version(): number {
    return this.#version;
  }

  /** A save or review made a new version. */
  adopt(version: number): void {
    this.#version = version;
  }

  /** Another call of the editor failed: a lost session or connection is shown as for a save. */
  report(error: TaskApiError): void {
    if (error.kind === 'signed-out') this.#tell({ status: 'signed-out', message: error.message });
  }

  /** The newer state of the server during a conflict. */
  get theirs(): EditorData | null {
    return this.#theirs;
  }

  /** Stops listening and sending. */
  close(): void {
    this.#closed = true;
    this.#stop();
    this.#parts.timers.clear(this.#timer);
  }

  /** Sends everything now; `true` when the server has it all. */
  async flush(): Promise<boolean> {
    for (;;) {
      if (this.#sending) {
        await this.#sending;
        if (this.#failures > 0) return false;
        continue;
      }
      if (this.#stopped || (this.#dirty.size === 0 && !this.#batch)) break;
      await this.#send();
      if (this.#failures > 0) break;
    }
    return this.state.get().status === 'saved';
  }

  /** The network is back or the user signed in again: try at once. */
  resume(): void {
    this.#failures = 0;
    if (this.state.get().status === 'signed-out') this.#tell({ status: 'waiting', message: null });
    if (!this.#stopped && (this.#dirty.size > 0 || this.#batch)) this.#schedule(0);
  }

  /** The page is closing: one last request, if none is under way. */
  lastChance(): void {
    if (this.#sending || this.#stopped || this.#closed) return;
    const batch = this.#batch ?? this.#nextBatch();
    if (!batch) return;
    this.#batch = batch;
    void this.#parts.api
      .putDraft(this.#parts.data.task._id, batch.body, true)
      .catch(() => undefined);
  }

  /** The server's version differs from ours without a request of ours: look whether the answer changed. */
  async check(version: number): Promise<void> {
    if (this.#sending || this.#stopped || this.#batch || version === this.#version) return;
    await this.verify();
  }

  /** Looks whether somebody else changed the answer; goes on from the newest version when not. */
  async verify(): Promise<void> {
    if (this.#sending || this.#stopped) return;
    this.#sending = this.#reconcile().finally(() => {
      this.#sending = null;
    });
    await this.#sending;
    this.#afterwards();
  }

  /** Conflict: throws our unsaved changes away and shows the server's answer. */
  async takeTheirs(): Promise<EditorData> {
    const data = await this.#parts.api.load(this.#parts.data.task._id);
    await this.#forget([...this.#dirty.keys()]);
    this.#dirty.clear();
    this.#startFrom(data);
    this.#tell({ status: 'saved', message: null, savedAt: data.draft?.savedAt ?? null });
    return data;
  }

  /** Conflict: shows the server's answer with our unsaved objects in place of theirs, and saves those. */
  async applyMine(): Promise<EditorData> {
    const { document, api, data } = this.#parts;
    const mine = [...this.#dirty.values()].map(({ list, objectId }) => ({
      list,
      objectId,
      value: document.get(list, objectId) ?? null,
    }));
    const fresh = await api.load(data.task._id);
    this.#startFrom(fresh);
    this.#tell({ status: 'waiting', message: null });
    this.#reapply('Apply my changes', mine);
    return fresh;
  }

  /**
   * Applies what an earlier tab of this user left in the journal; the number of objects applied. Objects that
   * somebody else changed meanwhile are a conflict.
   */
  async restore(records: readonly JournalRecord[]): Promise<number> {
    const latest = new Map<string, JournalRecord>();
    for (const record of [...records].sort((a, b) => a.at - b.at)) latest.set(record.key, record);
    const wanted = [...latest.values()].filter(
      (record) => !sameEntry(this.#acknowledged.get(record.key), record.value),
    );
    const clash = wanted.some(
      (record) =>
        record.baseVersion !== this.#version &&
        !sameEntry(this.#acknowledged.get(record.key), record.base),
    );
    if (clash) this.#conflict(this.#parts.data);
    this.#reapply('Restore unsaved changes', wanted);
    for (const session of new Set(records.map((record) => record.session))) {
      const keys = records
        .filter((record) => record.session === session)
        .map((record) => record.key);
      await this.#parts.journal.remove(this.#parts.scope, session, keys).catch(() => undefined);
    }
    return wanted.length;
  }

  /** Our whole answer and what of it is unsaved, for a file. */
  download(): string {
    const unsaved = [...this.#dirty.values()].map(({ list, objectId }) => ({ list, objectId }));
    return JSON.stringify(
      {
        task: this.#parts.data.task._id,
        version: this.#version,
        unsaved,
        ...this.#parts.document.answer(),
      },
      null,
      2,
    );
  }

  get #stopped(): boolean {
    return ['conflict', 'signed-out', 'refused'].includes(this.state.get().status) || this.#closed;
  }

  #startFrom(data: EditorData): void {
    const answer = fullAnswer(data.task.answer);
    this.#theirs = null;
    this.#batch = null;
    this.#failures = 0;
    this.#version = data.task.version;
    this.#stage = data.task.stage;
    this.#acknowledged = entryMap(answer);
    this.#parts.document.replace(answer);
  }

  #reapply(
    title: string,
    values: readonly { list: ListName; objectId: string; value: Entry | null }[],
  ): void {
    const { document } = this.#parts;
    const added = { tools: 0, classifications: 0, relations: 0 };
    const changes = values.flatMap(({ list, objectId, value }): Change[] => {
      if (!value)
        return document.remove(list, [objectId]).map((change) => ({ ...change, index: -1 }));
      const change = document.put(list, value);
      return [change.before ? change : { ...change, index: change.index + added[list]++ }];
    });
    for (const { list, objectId } of values)
      this.#dirty.set(entryKey(list, objectId), { list, objectId, seq: ++this.#seq });
    document.apply({ origin: 'restore', title, changes });
    if (changes.length === 0) this.#schedule(0);
  }

  #note(changes: readonly Change[]): void {
    const records: JournalRecord[] = [];
    const { scope, session, document, now } = this.#parts;
    for (const { list, objectId } of changes) {
      const key = entryKey(list, objectId);
      this.#dirty.set(key, { list, objectId, seq: ++this.#seq });
      records.push({
        scope,
        session,
        key,
        list,
        objectId,
        value: document.get(list, objectId) ?? null,
        base: this.#acknowledged.get(key) ?? null,
        baseVersion: this.#version,
        at: now(),
      });
    }
    this.#parts.journal.put(records).then(
      () => this.#tell({ kept: true }),
      () => this.#tell({ kept: false }),
    );
    const { status } = this.state.get();
    this.#tell(status === 'saved' ? { status: 'waiting' } : {});
    if (!this.#stopped && !this.#batch) this.#schedule(DEBOUNCE);
  }

  #schedule(ms: number): void {
    const { timers } = this.#parts;
    timers.clear(this.#timer);
    this.#timer = timers.set(() => void this.#send(), ms);
  }

  /** The next objects to send; those that ended up as the server has them are crossed off. */
  #nextBatch(): Batch | null {
    const { document, wireForm } = this.#parts;
    const upserts: Entry[] = [];
    const deletes: string[] = [];
    const sent = new Map<string, Entry | null>();
    const seqs = new Map<string, number>();
    const done: string[] = [];
    for (const [key, { list, objectId, seq }] of this.#dirty) {
      if (sent.size >= BATCH) break;
      const entry = document.get(list, objectId);
      const value = entry ? wireForm(list, entry) : null;
      if (sameEntry(value, this.#acknowledged.get(key))) {
        done.push(key);
        continue;
      }
      if (value) upserts.push(value);
      else deletes.push(objectId);
      sent.set(key, value);
      seqs.set(key, seq);
    }
    for (const key of done) this.#dirty.delete(key);
    if (done.length > 0) void this.#forget(done);
    if (sent.size === 0) return null;
    return { body: { baseVersion: this.#version, upserts, deletes }, sent, seqs };
  }

  #send(): Promise<void> {
    this.#parts.timers.clear(this.#timer);
    if (this.#sending || this.#stopped) return this.#sending ?? Promise.resolve();
    const batch = this.#batch ?? this.#nextBatch();
    if (!batch) {
      this.#afterwards();
      return Promise.resolve();
    }
    this.#batch = batch;
    this.#tell({ status: 'saving' });
    this.#sending = this.#exchange(batch).finally(() => {
      this.#sending = null;
      this.#afterwards();
    });
    return this.#sending;
  }

  async #exchange(batch: Batch): Promise<void> {
    try {
      const result = await this.#parts.api.putDraft(this.#parts.data.task._id, batch.body);
      this.#acknowledge(batch, result.version);
      this.#tell({ savedAt: result.savedAt });
    } catch (error) {
      await this.#failed(asTaskApiError(error));
    }
  }

  #acknowledge(batch: Batch, version: number): void {
    this.#failures = 0;
    this.#batch = null;
    this.#version = version;
    const done: string[] = [];
    for (const [key, value] of batch.sent) {
      if (value) this.#acknowledged.set(key, value);
      else this.#acknowledged.delete(key);
      if (this.#dirty.get(key)?.seq === batch.seqs.get(key)) {
        this.#dirty.delete(key);
        done.push(key);
      }
    }
    void this.#forget(done);
  }

  async #failed(error: TaskApiError): Promise<void> {
    switch (error.kind) {
      case 'offline':
      case 'server':
        this.#failures++;
        this.#tell({ status: 'offline', message: error.message });
        return;
      case 'signed-out':
        this.#failures++;
        this.#tell({ status: 'signed-out', message: error.message });
        return;
      case 'refused':
        this.#failures++;
        this.#batch = null;
        this.#tell({ status: 'refused', message: error.message });
        return;
      case 'stale':
        await this.#reconcile();
    }
  }

  /** Reads the task anew. When only we changed its answer we go on from the newer version. */
  async #reconcile(): Promise<void> {
    let data: EditorData;
    try {
      data = await this.#parts.api.load(this.#parts.data.task._id);
    } catch (error) {
      const failure = asTaskApiError(error);
      await this.#failed(
        failure.kind === 'stale' ? new TaskApiError('server', failure.message) : failure,
      );
      return;
    }
    const server = entryMap(fullAnswer(data.task.answer));
    const foreign = foreignChanges(server, this.#acknowledged, this.#ours());
    if (foreign.length > 0 || data.task.stage !== this.#stage || !data.rights.edit) {
      this.#conflict(data);
      return;
    }
    this.#acknowledged = server;
    this.#version = data.task.version;
    this.#batch = null;
    this.#failures = 0;
  }

  /** What we have sent without an answer, and what we would send. */
  #ours(): Map<string, Entry | null> {
    const ours = new Map<string, Entry | null>();
    for (const [key, { list, objectId }] of this.#dirty) {
      const entry = this.#parts.document.get(list, objectId);
      ours.set(key, entry ? this.#parts.wireForm(list, entry) : null);
    }
    for (const [key, value] of this.#batch?.sent ?? []) ours.set(key, value);
    return ours;
  }

  #conflict(data: EditorData): void {
    this.#theirs = data;
    this.#batch = null;
    this.#failures++;
    this.#tell({ status: 'conflict', message: null });
  }

  #afterwards(): void {
    if (this.#stopped) return;
    if (this.#failures > 0) {
      this.#schedule(Math.min(RETRY_TO, RETRY_FROM * 2 ** (this.#failures - 1)));
    } else if (this.#dirty.size > 0 || this.#batch) {
      this.#tell({ status: 'waiting' });
      this.#schedule(0);
    } else {
      this.#tell({ status: 'saved', message: null });
    }
  }

  async #forget(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#parts.journal
      .remove(this.#parts.scope, this.#parts.session, keys)
      .catch(() => undefined);
  }

  #tell(change: Partial<SaveState>): void {
    const state = this.state.get();
    const next = { ...state, ...change, pending: this.#dirty.size };
    const same = (Object.keys(next) as (keyof SaveState)[]).every(
      (key) => next[key] === state[key],
    );
    if (!same) this.state.set(next);
  }
}
