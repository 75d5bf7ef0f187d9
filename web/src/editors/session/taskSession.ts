import { type Shortcoming, shortcomings } from '@/engine/answers/required';
import { wireForm } from '@/engine/answers/wire';
import { newObjectId } from '@/engine/model/annotation';
import { AnnotationDocument } from '@/engine/model/document';
import { Schema } from '@/engine/model/schema';
import { ActivityClock } from '@/engine/sync/activityClock';
import { Autosave, type Timers } from '@/engine/sync/autosave';
import type { JournalStore } from '@/engine/sync/journal';
import { entryMap, sameEntry } from '@/engine/sync/reconcile';
import {
  asTaskApiError,
  type Durations,
  type EditorData,
  type Finding,
  fullAnswer,
  type TaskApi,
  type TaskApiError,
  type TaskData,
  type Verdict,
} from '@/engine/sync/taskPort';
import { Signal } from '@/engine/view/signal';

/** How a session is made. */
export interface SessionParts {
  readonly api: TaskApi;
  readonly journal: JournalStore;
  /** Who is signed in; part of the journal's scope. */
  readonly user: string;
  readonly timers: Timers;
  readonly now: () => number;
}

/** What became of a save or a decision. */
export type Outcome =
  | { readonly kind: 'done'; readonly task: TaskData; readonly findings: readonly Finding[] }
  | { readonly kind: 'found'; readonly verdict: Verdict }
  | { readonly kind: 'incomplete'; readonly missing: readonly Shortcoming[] }
  | { readonly kind: 'failed'; readonly message: string; readonly error: TaskApiError | null };

/** What stops a save or a decision: only what the project prevents, any error, or nothing is checked. */
type Check = 'prevented' | 'errors' | 'none';

/** What the page is for: label, review, or look. */
export type Mode = 'label' | 'review' | 'view';

const HEARTBEAT = 60_000;

/** The work on one task from opening to leaving: answer, saving, time, decisions. Knows no page and no canvas. */
export class TaskSession {
  readonly id: string;
  /** This tab, for the journal. */
  readonly session = newObjectId();
  readonly scope: string;
  readonly document: AnnotationDocument;
  readonly schema: Schema;
  readonly autosave: Autosave;
  readonly clock: ActivityClock;
  readonly data: Signal<EditorData>;
  /** A save or decision is under way. */
  readonly busy = new Signal(false);
  readonly #parts: SessionParts;
  #opening: ReturnType<typeof entryMap>;
  #heartbeat: unknown = null;
  #ended = false;

  constructor(parts: SessionParts, data: EditorData) {
    const { api, journal, user, timers, now } = parts;
    this.#parts = parts;
    this.id = data.task._id;
    this.scope = `${user}:${this.id}`;
    this.data = new Signal(data);
    this.schema = new Schema(data.project.categorySchema);
    this.document = new AnnotationDocument(fullAnswer(data.task.answer));
    this.#opening = entryMap(this.document.answer());
    this.clock = new ActivityClock((data.project.idleTimeout ?? 300) * 1000, now);
    this.autosave = new Autosave({
      api,
      journal,
      data,
      timers,
      now,
      document: this.document,
      scope: this.scope,
      session: this.session,
      wireForm: (list, entry) => wireForm(this.schema, list, entry),
    });
    this.#beat();
  }

  /** What may be done here. */
  get mode(): Mode {
    const { rights } = this.data.get();
    return rights.review ? 'review' : rights.edit || rights.submit ? 'label' : 'view';
  }

  /** Whether the answer can be changed. */
  get editable(): boolean {
    return this.data.get().rights.edit;
  }

  /** Whether the reviewer changed anything, so that accepting means "fixed". */
  get changed(): boolean {
    const { draft } = this.data.get();
    if (draft?.present === true && draft.savedBy === this.#parts.user) return true;
    const current = entryMap(this.document.answer());
    if (current.size !== this.#opening.size) return true;
    return [...current].some(([key, entry]) => !sameEntry(entry, this.#opening.get(key)));
  }

  /** What is missing for submitting. */
  missing(): readonly Shortcoming[] {
    return shortcomings(this.schema, this.document.answer());
  }

  /** Applies what earlier tabs left unsaved; the number of objects. */
  async restore(living: ReadonlySet<string>): Promise<number> {
    const records = await this.#parts.journal.read(this.scope);
    const left = records.filter((r) => r.session !== this.session && !living.has(r.session));
    return left.length === 0 || !this.editable ? 0 : this.autosave.restore(left);
  }

  /** Stores the answer and the time so far; errors that are not prevented come with the outcome. */
  save(): Promise<Outcome> {
    return this.#act('prevented', (body) => this.#parts.api.annotate(this.id, false, body));
  }

  /** Ends the stage, unless something required is missing or, without `anyway`, an error was found. */
  async submit(anyway = false): Promise<Outcome> {
    const missing = this.missing();
    if (missing.length > 0) return { kind: 'incomplete', missing };
    return this.#ending(anyway ? 'prevented' : 'errors', (body) =>
      this.#parts.api.annotate(this.id, true, body),
    );
  }

  /** Accepts the task; as "fixed" when the reviewer changed something. */
  accept(anyway = false): Promise<Outcome> {
    const reviewStatus = this.changed ? 'Fixed' : 'Accepted';
    return this.#ending(anyway ? 'prevented' : 'errors', (body) =>
      this.#parts.api.review(this.id, { ...body, reviewStatus }),
    );
  }

  /** Sends the task back. */
  reject(comment: string): Promise<Outcome> {
    return this.#ending('none', (body) =>
      this.#parts.api.review(this.id, {
        ...body,
        reviewStatus: 'Rejected',
        ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
      }),
    );
  }

  /** Passes the task over. */
  skip(): Promise<Outcome> {
    return this.#ending('none', (body) => this.#parts.api.skip(this.id, body));
  }

  /** The task became a benchmark, or an ordinary task again. */
  setBenchmark(isBenchmark: boolean): void {
    const data = this.data.get();
    this.data.set({ ...data, task: { ...data.task, isBenchmark } });
  }

  /** Signs in again without leaving, then goes on saving. */
  async signIn(email: string, password: string): Promise<void> {
    await this.#parts.api.signIn(email, password);
    this.autosave.resume();
  }

  /** Conflict: the server's answer. */
  async takeTheirs(): Promise<void> {
    this.#startFrom(await this.autosave.takeTheirs());
  }

  /** Conflict: my changes on top of the server's answer. */
  async applyMine(): Promise<void> {
    this.#startFrom(await this.autosave.applyMine());
  }

  /** Adds what was left unsaved in an earlier visit, as one step that can be undone. */
  addEarlier(): void {
    const earlier = this.data.get().draft?.earlier;
    if (earlier === undefined) return;
    const lists = ['tools', 'classifications', 'relations'] as const;
    const changes = lists.flatMap((list) => [
      ...this.document.remove(list, earlier.deletes),
      ...earlier.answer[list].map((entry) => this.document.put(list, entry)),
    ]);
    this.document.apply({ origin: 'user', title: 'Add earlier work', changes });
    this.#forgetEarlier();
  }

  /** Throws away what was left unsaved in an earlier visit. */
  async dropEarlier(): Promise<void> {
    await this.#parts.api.dropEarlierDraft(this.id);
    this.#forgetEarlier();
  }

  #forgetEarlier(): void {
    const data = this.data.get();
    this.data.set({
      ...data,
      draft: { ...data.draft, present: data.draft?.present ?? false, earlier: undefined },
    });
  }

  /** The page is left. */
  close(): void {
    this.#ended = true;
    this.#parts.timers.clear(this.#heartbeat);
    this.autosave.lastChance();
    this.autosave.close();
  }

  #startFrom(data: EditorData): void {
    this.#opening = entryMap(fullAnswer(data.task.answer));
    this.data.set(data);
  }

  async #ending(check: Check, call: Call): Promise<Outcome> {
    const outcome = await this.#act(check, call);
    if (outcome.kind === 'done') this.close();
    return outcome;
  }

  async #act(check: Check, call: Call): Promise<Outcome> {
    if (this.busy.get()) return failed('Still busy with the last action.');
    this.busy.set(true);
    try {
      return await this.#flushThen(check, call, true);
    } finally {
      this.busy.set(false);
    }
  }

  async #flushThen(check: Check, call: Call, again: boolean): Promise<Outcome> {
    if (!(await this.autosave.flush())) {
      const { message } = this.autosave.state.get();
      return failed(message ?? 'Your changes are not saved yet. They are kept; try again.');
    }
    const time = this.clock.read();
    try {
      const verdict = check === 'none' ? FINE : await this.#parts.api.check(this.id);
      if (stops(check, verdict)) return { kind: 'found', verdict };
      const task = await call({ version: this.autosave.version, ...time });
      this.clock.settle(time);
      this.autosave.adopt(task.version);
      this.data.set({ ...this.data.get(), task: { ...this.data.get().task, ...task } });
      return { kind: 'done', task, findings: verdict.errors };
    } catch (thrown) {
      const error = asTaskApiError(thrown);
      this.autosave.report(error);
      if (error.kind === 'stale' && again) {
        await this.autosave.verify();
        if (this.autosave.state.get().status === 'saved')
          return this.#flushThen(check, call, false);
        return failed('This task was changed elsewhere.');
      }
      if (error.code === 'required-missing') {
        return { kind: 'incomplete', missing: error.details.map(asShortcoming) };
      }
      return { kind: 'failed', message: error.message, error };
    }
  }

  #beat(): void {
    this.#heartbeat = this.#parts.timers.set(() => {
      if (this.#ended) return;
      const { api } = this.#parts;
      api.heartbeat(this.id).then(
        ({ version }) => {
          if (version !== null && this.editable) void this.autosave.check(version);
        },
        () => undefined,
      );
      this.#beat();
    }, HEARTBEAT);
  }
}

type Call = (body: Durations & { version: number }) => Promise<TaskData>;

const FINE: Verdict = { errors: [], prevented: false };

function stops(check: Check, verdict: Verdict): boolean {
  const hasErrors = verdict.errors.some((finding) => finding.level === 'error');
  return verdict.prevented || (check === 'errors' && hasErrors);
}

function failed(message: string): Outcome {
  return { kind: 'failed', message, error: null };
}

function asShortcoming(fault: {
  readonly message: string;
  readonly schemaId?: string;
  readonly objectId?: string;
}): Shortcoming {
  const { message, schemaId = '', objectId } = fault;
  return { message, schemaId, target: 'question', ...(objectId === undefined ? {} : { objectId }) };
}
