import { type Answer, emptyAnswer, type Entry, type ListName } from './annotation';

/**
 * The answer being edited, and the one log of what happens to it. Undo, autosave, the canvas and the object list all
 * listen to the same change sets. Entries are immutable: a change replaces an entry as a whole.
 */

/** Who made a change: only `user` changes may be undone, only `remote` ones are already on the server. */
export type Origin = 'user' | 'undo' | 'redo' | 'restore' | 'remote';

/** One entry before and after. `before` absent = added at `index`, `after` absent = removed from `index`. */
export interface Change {
  readonly list: ListName;
  readonly objectId: string;
  readonly before: Entry | null;
  readonly after: Entry | null;
  readonly index: number;
}

/** Changes that belong together: one step of undo. */
export interface ChangeSet {
  readonly origin: Origin;
  readonly title: string;
  readonly changes: readonly Change[];
  /** Following change sets with the same key and ids are one step (a held arrow key, typed text). */
  readonly mergeKey?: string;
}

/** What a listener is told: changes, or that everything was replaced. */
export type DocumentEvent =
  ({ readonly kind: 'changed' } & ChangeSet) | { readonly kind: 'replaced' };

interface EntryList {
  order: string[];
  byId: Map<string, Entry>;
  /** The list in order, made when asked for. */
  cached: readonly Entry[] | null;
}

/** The changes that take `changes` back. */
export function inverse(changes: readonly Change[]): Change[] {
  return changes
    .map((change) => ({ ...change, before: change.after, after: change.before }))
    .reverse();
}

/** The editable answer of one task. */
export class AnnotationDocument {
  #lists: Record<ListName, EntryList>;
  readonly #listeners = new Set<(event: DocumentEvent) => void>();
  #version = 0;

  constructor(answer: Answer = emptyAnswer()) {
    this.#lists = listsOf(answer);
  }

  /** Grows with every event. */
  get version(): number {
    return this.#version;
  }

  /** Listens to events; the result stops listening. */
  subscribe(listener: (event: DocumentEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The entry of a list, `undefined` when there is none with this id. */
  get<L extends ListName>(list: L, objectId: string): Answer[L][number] | undefined {
    return this.#lists[list].byId.get(objectId);
  }

  /** The entries of a list in order; the same array until the list changes. */
  entries<L extends ListName>(list: L): Answer[L] {
    const entries = this.#lists[list];
    entries.cached ??= entries.order.flatMap((id) => entries.byId.get(id) ?? []);
    return entries.cached as Answer[L];
  }

  /** The number of entries of a list. */
  size(list: ListName): number {
    return this.#lists[list].order.length;
  }

  /** The place of an entry in its list, -1 when absent. */
  indexOf(list: ListName, objectId: string): number {
    return this.#lists[list].order.indexOf(objectId);
  }

  /** The whole answer. */
  answer(): Answer {
    return {
      tools: this.entries('tools'),
      classifications: this.entries('classifications'),
      relations: this.entries('relations'),
    };
  }

  /** A change that adds or replaces the entry. */
  put(list: ListName, entry: Entry): Change {
    const before = this.get(list, entry.objectId) ?? null;
    const index = before ? -1 : this.size(list);
    return { list, objectId: entry.objectId, before, after: entry, index };
  }

  /** Changes that remove the entries, or nothing for those that are not there. */
  remove(list: ListName, objectIds: Iterable<string>): Change[] {
    const doomed = new Set(objectIds);
    const { order, byId } = this.#lists[list];
    const changes: Change[] = [];
    for (let index = order.length - 1; index >= 0; index--) {
      const objectId = order[index] as string;
      if (!doomed.has(objectId)) continue;
      changes.push({ list, objectId, before: byId.get(objectId) ?? null, after: null, index });
    }
    return changes;
  }

  /** Applies changes in order and tells everybody. */
  apply(set: ChangeSet): void {
    if (set.changes.length === 0) return;
    for (const change of set.changes) this.#applyOne(change);
    this.#emit({ kind: 'changed', ...set });
  }

  /** Replaces everything, as after a reload. */
  replace(answer: Answer): void {
    this.#lists = listsOf(answer);
    this.#emit({ kind: 'replaced' });
  }

  #applyOne({ list, objectId, after, index }: Change): void {
    const entries = this.#lists[list];
    entries.cached = null;
    const present = entries.byId.has(objectId);
    if (!after) {
      if (!present) return;
      entries.byId.delete(objectId);
      const at = entries.order[index] === objectId ? index : entries.order.indexOf(objectId);
      entries.order.splice(at, 1);
      return;
    }
    entries.byId.set(objectId, after);
    if (present) return;
    const at = index < 0 || index > entries.order.length ? entries.order.length : index;
    entries.order.splice(at, 0, objectId);
  }

  #emit(event: DocumentEvent): void {
    this.#version++;
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function listsOf(answer: Answer): Record<ListName, EntryList> {
  const list = (entries: readonly Entry[]): EntryList => {
    const byId = new Map(entries.map((entry) => [entry.objectId, entry]));
    return { order: [...byId.keys()], byId, cached: null };
  };
  return {
    tools: list(answer.tools),
    classifications: list(answer.classifications),
    relations: list(answer.relations),
  };
}
