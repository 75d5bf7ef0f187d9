import type { Entry, ListName } from '../model/annotation';

/** One object that is not on the server yet. */
export interface JournalRecord {
  /** User and task. */
  readonly scope: string;
  /** The tab that wrote it. */
  readonly session: string;
  /** List and object. */
  readonly key: string;
  readonly list: ListName;
  readonly objectId: string;
  /** The object now, `null` = deleted. */
  readonly value: Entry | null;
  /** The object as the server last had it, `null` = it did not. */
  readonly base: Entry | null;
  readonly baseVersion: number;
  readonly at: number;
}

/** Keeps unsaved objects on this device, so that a crash or a closed lid loses nothing. */
export interface JournalStore {
  put(records: readonly JournalRecord[]): Promise<void>;
  remove(scope: string, session: string, keys: readonly string[]): Promise<void>;
  read(scope: string): Promise<readonly JournalRecord[]>;
}

/** A journal in memory: for tests, and where the browser refuses to keep data. */
export class MemoryJournal implements JournalStore {
  readonly #records = new Map<string, JournalRecord>();

  put(records: readonly JournalRecord[]): Promise<void> {
    for (const record of records) {
      this.#records.set(idOf(record.scope, record.session, record.key), record);
    }
    return Promise.resolve();
  }

  remove(scope: string, session: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#records.delete(idOf(scope, session, key));
    return Promise.resolve();
  }

  read(scope: string): Promise<readonly JournalRecord[]> {
    return Promise.resolve([...this.#records.values()].filter((record) => record.scope === scope));
  }
}

function idOf(scope: string, session: string, key: string): string {
  return JSON.stringify([scope, session, key]);
}

const STORE = 'unsaved';

/** The journal in the browser's IndexedDB. */
export class IndexedDbJournal implements JournalStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** Opens the database of this origin. */
  static open(factory: IDBFactory, name = 'kalem-journal'): Promise<IndexedDbJournal> {
    return new Promise((resolve, reject) => {
      const request = factory.open(name, 1);
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore(STORE, {
          keyPath: ['scope', 'session', 'key'],
        });
        store.createIndex('scope', 'scope');
      };
      request.onsuccess = () => resolve(new IndexedDbJournal(request.result));
      request.onerror = () => reject(failure(request.error));
    });
  }

  put(records: readonly JournalRecord[]): Promise<void> {
    return this.#write((store) => {
      for (const record of records) store.put(record);
    });
  }

  remove(scope: string, session: string, keys: readonly string[]): Promise<void> {
    return this.#write((store) => {
      for (const key of keys) store.delete([scope, session, key]);
    });
  }

  read(scope: string): Promise<readonly JournalRecord[]> {
    return new Promise((resolve, reject) => {
      const index = this.#database.transaction(STORE, 'readonly').objectStore(STORE).index('scope');
      const request = index.getAll(scope) as IDBRequest<JournalRecord[]>;
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(failure(request.error));
    });
  }

  #write(action: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(STORE, 'readwrite', { durability: 'relaxed' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(failure(transaction.error));
      action(transaction.objectStore(STORE));
    });
  }
}

function failure(error: DOMException | null): Error {
  return new Error(`This browser did not keep the changes: ${error?.message ?? 'unknown reason'}`);
}
