/**
 * An answer exactly as an export holds it. Unknown keys and geometries of other editors travel untouched: objects
 * are replaced as a whole or not at all, and never rebuilt from known fields.
 */

/** The answer to one question, with the answers to the questions nested under it. */
export interface AnswerEntry {
  readonly objectId: string;
  readonly schemaId: string;
  readonly tool: string;
  readonly title: string;
  readonly answer: unknown;
  readonly classifications: readonly AnswerEntry[];
  readonly lock?: boolean;
  readonly [key: string]: unknown;
}

/** One placed object: exactly one geometry key beside the common keys. */
export interface ToolObject {
  readonly objectId: string;
  readonly schemaId: string;
  readonly title: string;
  readonly classifications: readonly AnswerEntry[];
  readonly lock?: boolean;
  readonly [key: string]: unknown;
}

/** A relation between objects. */
export interface RelationObject {
  readonly objectId: string;
  readonly schemaId: string;
  readonly title: string;
  readonly classifications: readonly AnswerEntry[];
  readonly from?: string;
  readonly to?: string | readonly string[];
  readonly group?: readonly string[];
  readonly [key: string]: unknown;
}

/** Everything that was answered about one asset. */
export interface Answer {
  readonly tools: readonly ToolObject[];
  readonly classifications: readonly AnswerEntry[];
  readonly relations: readonly RelationObject[];
}

/** The three lists of an answer. */
export type ListName = keyof Answer;

/** An entry of any of the three lists. */
export type Entry = ToolObject | AnswerEntry | RelationObject;

/** The geometry keys, in the order in which an object is searched for them. */
export const GEOMETRY_KEYS = [
  'bounding-box',
  'polygon',
  'point',
  'rotated-bounding-box',
  'polyline',
  'spline',
  'segmentation',
  'circle',
  'brush',
  'medical-brush',
  'angle',
  'ner',
  'pdf',
  'message',
  'pct',
] as const;

/** The kind of a tool object. */
export type GeometryKind = (typeof GEOMETRY_KEYS)[number];

/** The geometry key an object carries, `null` when it has none that is known. */
export function geometryKind(object: ToolObject): GeometryKind | null {
  return GEOMETRY_KEYS.find((key) => object[key] !== undefined) ?? null;
}

/** An empty answer. */
export function emptyAnswer(): Answer {
  return { tools: [], classifications: [], relations: [] };
}

/** Makes object ids: 23 lower-case hexadecimal characters. */
export function newObjectId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 23);
}

/** Deep equality of JSON values; the order of keys does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => sameJson(item, b[index]));
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left).filter((key) => left[key] !== undefined);
  const others = Object.keys(right).filter((key) => right[key] !== undefined);
  return keys.length === others.length && keys.every((key) => sameJson(left[key], right[key]));
}
