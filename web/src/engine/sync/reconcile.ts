import { type Answer, type Entry, type ListName, sameJson } from '../model/annotation';

/** Entries by list and id. */
export type EntryMap = ReadonlyMap<string, Entry>;

/** The key of an entry in an entry map. */
export function entryKey(list: ListName, objectId: string): string {
  return `${list}/${objectId}`;
}

/** All entries of an answer by key. */
export function entryMap(answer: Answer): Map<string, Entry> {
  const map = new Map<string, Entry>();
  for (const list of ['tools', 'classifications', 'relations'] as const) {
    for (const entry of answer[list]) map.set(entryKey(list, entry.objectId), entry);
  }
  return map;
}

/** Whether two entries say the same; who made them when is the server's to write and does not count. */
export function sameEntry(a: Entry | null | undefined, b: Entry | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  return a === b || sameJson(bare(a), bare(b));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'metadata');
  return Object.fromEntries(
    entries.map(([key, item]) => [key, key === 'classifications' ? bare(item) : (item as unknown)]),
  );
}

/**
 * The keys of entries that somebody else changed: the server's differ from what it acknowledged to us and from what
 * we have sent or would send.
 */
export function foreignChanges(
  server: EntryMap,
  acknowledged: EntryMap,
  ours: ReadonlyMap<string, Entry | null>,
): string[] {
  const keys = new Set([...server.keys(), ...acknowledged.keys()]);
  return [...keys].filter((key) => {
    const theirs = server.get(key);
    if (sameEntry(theirs, acknowledged.get(key))) return false;
    return !(ours.has(key) && sameEntry(theirs, ours.get(key)));
  });
}
