import { type AnnotationDocument, type Change, type ChangeSet, inverse } from './document';

/** Steps kept for undo. */
export const HISTORY_LIMIT = 1000;

/** How long after a step another one with the same merge key still joins it, in milliseconds. */
const MERGE_WITHIN = 1000;

interface Step {
  readonly set: ChangeSet;
  readonly at: number;
}

/**
 * Undo and redo over the change log of a document. Starts empty at opening, survives saving, and is emptied when
 * the document is replaced, so that undo never crosses a change made elsewhere.
 */
export class History {
  readonly #document: AnnotationDocument;
  readonly #now: () => number;
  readonly #stop: () => void;
  #done: Step[] = [];
  #undone: Step[] = [];

  constructor(document: AnnotationDocument, now: () => number = Date.now) {
    this.#document = document;
    this.#now = now;
    this.#stop = document.subscribe((event) => {
      if (event.kind === 'replaced') {
        this.#done = [];
        this.#undone = [];
      } else if (event.origin === 'user' || event.origin === 'restore') {
        this.#record(event);
      }
    });
  }

  /** Stops listening to the document. */
  dispose(): void {
    this.#stop();
  }

  /** What undo would take back, `null` when nothing. */
  get undoTitle(): string | null {
    return this.#done.at(-1)?.set.title ?? null;
  }

  /** What redo would do again, `null` when nothing. */
  get redoTitle(): string | null {
    return this.#undone.at(-1)?.set.title ?? null;
  }

  /** Takes the last step back; the changes made, `null` when there was none. */
  undo(): readonly Change[] | null {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    const changes = inverse(step.set.changes);
    this.#document.apply({ origin: 'undo', title: step.set.title, changes });
    return changes;
  }

  /** Does the last undone step again; the changes made, `null` when there was none. */
  redo(): readonly Change[] | null {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push({ ...step, at: -Infinity });
    this.#document.apply({ ...step.set, origin: 'redo' });
    return step.set.changes;
  }

  #record(set: ChangeSet): void {
    this.#undone = [];
    const last = this.#done.at(-1);
    const now = this.#now();
    if (last && set.mergeKey && joins(last.set, set) && now - last.at <= MERGE_WITHIN) {
      this.#done[this.#done.length - 1] = { set: merged(last.set, set), at: now };
      return;
    }
    this.#done.push({ set, at: now });
    if (this.#done.length > HISTORY_LIMIT) this.#done.shift();
  }
}

/** Only replacements of the same entries can be told as one step. */
function joins(first: ChangeSet, second: ChangeSet): boolean {
  return (
    first.mergeKey === second.mergeKey &&
    first.changes.length === second.changes.length &&
    first.changes.every((change, index) => {
      const next = second.changes[index];
      return (
        next?.objectId === change.objectId &&
        next.list === change.list &&
        change.after &&
        next.before
      );
    })
  );
}

function merged(first: ChangeSet, second: ChangeSet): ChangeSet {
  const changes = first.changes.map((change, index) => ({
    ...change,
    after: second.changes[index]?.after ?? null,
  }));
  return { ...second, changes };
}
