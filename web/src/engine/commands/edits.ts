import type { ImagePoint, ImageSize } from '../geometry/point';
import { type Bounds, fromBox } from '../geometry/bounds';
import {
  type AnswerEntry,
  type Entry,
  geometryKind,
  newObjectId,
  type RelationObject,
  type ToolObject,
} from '../model/annotation';
import type { AnnotationDocument, Change } from '../model/document';
import { isBox, pairsOf, pointsOf } from '../model/outline';
import { EDITABLE_TOOLS } from '../model/schema';

/** Pure functions that tell which changes an edit consists of; nothing here changes a document. */

/** A copy of an object with other values for some keys. */
export function withKeys(object: ToolObject, keys: Readonly<Record<string, unknown>>): ToolObject {
  return { ...object, ...keys };
}

/** Whether the image editor can change the geometry of an object. */
export function hasEditableGeometry(object: ToolObject): boolean {
  const kind = geometryKind(object);
  if (!kind || !EDITABLE_TOOLS.includes(kind)) return false;
  return kind !== 'bounding-box' || isBox(object[kind]);
}

/**
 * Removes objects, the relations that end at them, and their membership in groups; a group left empty goes too.
 * Locked objects stay.
 */
export function removeObjects(document: AnnotationDocument, objectIds: Iterable<string>): Change[] {
  const doomed = new Set<string>();
  for (const objectId of objectIds) {
    const object = document.get('tools', objectId);
    if (object && object.lock !== true) doomed.add(objectId);
  }
  if (doomed.size === 0) return [];
  const relations: string[] = [];
  const shrunk: Change[] = [];
  for (const relation of document.entries('relations')) {
    if (endsAt(relation, doomed)) {
      relations.push(relation.objectId);
    } else if (relation.group?.some((member) => doomed.has(member))) {
      const group = relation.group.filter((member) => !doomed.has(member));
      if (group.length === 0) relations.push(relation.objectId);
      else shrunk.push(document.put('relations', { ...relation, group }));
    }
  }
  return [
    ...shrunk,
    ...document.remove('relations', relations),
    ...document.remove('tools', doomed),
  ];
}

function endsAt(relation: RelationObject, objectIds: ReadonlySet<string>): boolean {
  const ends = [relation.from, relation.to].flat();
  return ends.some((end) => end !== undefined && objectIds.has(end));
}

/** The object moved, `null` when its geometry cannot be moved here. */
export function translated(object: ToolObject, dx: number, dy: number): ToolObject | null {
  const kind = geometryKind(object);
  if (!kind || !hasEditableGeometry(object)) return null;
  const value = object[kind];
  if (kind === 'bounding-box' && isBox(value)) {
    return withKeys(object, { [kind]: { ...value, x: value.x + dx, y: value.y + dy } });
  }
  const moved = pointsOf(kind === 'point' ? [value] : value).map(({ x, y }) => ({
    x: x + dx,
    y: y + dy,
  }));
  const pairs = pairsOf(moved);
  return withKeys(object, { [kind]: kind === 'point' ? pairs[0] : pairs });
}

/** The move shortened so that a rectangle inside the image stays inside; outside ones move freely. */
export function limitedMove(bounds: Bounds, dx: number, dy: number, image: ImageSize): ImagePoint {
  const axis = (delta: number, low: number, high: number, size: number): number => {
    if (low < 0 || high > size) return delta;
    return Math.max(-low, Math.min(size - high, delta));
  };
  return {
    x: axis(dx, bounds.minX, bounds.maxX, image.width),
    y: axis(dy, bounds.minY, bounds.maxY, image.height),
  };
}

/** Changes that put other objects in place of those with the same ids. */
export function replaceObjects(
  document: AnnotationDocument,
  objects: readonly ToolObject[],
): Change[] {
  return objects.map((object) => document.put('tools', object));
}

/** Changes that add objects at the end of the list. */
export function addObjects(document: AnnotationDocument, objects: readonly ToolObject[]): Change[] {
  const start = document.size('tools');
  return objects.map((object, offset) => ({
    ...document.put('tools', object),
    index: start + offset,
  }));
}

/** A copy of an object without some keys. */
export function withoutKeys<T extends Entry>(entry: T, ...keys: readonly string[]): T {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key))) as T;
}

/** A copy with new ids, also for the nested answers; who made the original stays behind, and so does its lock. */
export function cloned(object: ToolObject, makeId: () => string = newObjectId): ToolObject {
  const copy = withoutKeys(structuredClone(object), 'metadata', 'lock');
  const classifications = withNewIds(copy.classifications, makeId);
  return { ...copy, objectId: makeId(), classifications };
}

function withNewIds(entries: readonly AnswerEntry[], makeId: () => string): AnswerEntry[] {
  return entries.map((entry) => ({
    ...withoutKeys(entry, 'metadata'),
    objectId: makeId(),
    classifications: withNewIds(entry.classifications, makeId),
  }));
}

/** Changes that make a list of questions' answers equal to `next`, entry by entry. */
export function replaceAnswers(
  document: AnnotationDocument,
  next: readonly AnswerEntry[],
): Change[] {
  const kept = new Set(next.map((entry) => entry.objectId));
  const gone = document.entries('classifications').filter((entry) => !kept.has(entry.objectId));
  const removed = document.remove(
    'classifications',
    gone.map((entry) => entry.objectId),
  );
  const changed = next
    .filter((entry) => document.get('classifications', entry.objectId) !== entry)
    .map((entry): Change => {
      const change = document.put('classifications', entry);
      return change.before ? change : { ...change, index: document.size('classifications') };
    });
  return [...removed, ...changed];
}

/** Boxes of old data may have negative sizes; the editor always works with positive ones. */
export function normalised(object: ToolObject): ToolObject {
  const box = object['bounding-box'];
  if (!isBox(box) || (box.width >= 0 && box.height >= 0)) return object;
  const b = fromBox(box);
  return withKeys(object, {
    'bounding-box': {
      ...box,
      x: b.minX,
      y: b.minY,
      width: b.maxX - b.minX,
      height: b.maxY - b.minY,
    },
  });
}

/** The list of an entry in export form, told by the keys it has. */
export function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return (
    typeof entry === 'object' &&
    typeof entry?.objectId === 'string' &&
    typeof entry.schemaId === 'string'
  );
}
