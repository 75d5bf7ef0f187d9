import { fromBox, type Box, type Bounds, boundsOfRings } from '../geometry/bounds';
import type { ImagePoint } from '../geometry/point';
import type { Ring } from '../geometry/rings';
import { geometryKind, type GeometryKind, type ToolObject } from './annotation';

/** What the canvas needs to draw and hit an object. */
export interface Outline {
  readonly kind: GeometryKind;
  /** Rings of a closed shape (holes included), paths of an open one, one pair of numbers for a point. */
  readonly rings: readonly Ring[];
  readonly closed: boolean;
  readonly bounds: Bounds;
}

/** The outline of an object, `null` when it has no place in the image or its geometry cannot be read. */
export function outlineOf(object: ToolObject): Outline | null {
  const kind = geometryKind(object);
  if (!kind) return null;
  const value = object[kind];
  const drawn = ringsOf(kind, value);
  const rings = drawn.rings.filter((ring) => ring.length >= 2 && ring.every(Number.isFinite));
  const bounds = boundsOfRings(rings);
  return bounds ? { kind, rings, closed: drawn.closed, bounds } : null;
}

interface Drawn {
  readonly rings: readonly Ring[];
  readonly closed: boolean;
}

const NOTHING: Drawn = { rings: [], closed: false };

function ringsOf(kind: GeometryKind, value: unknown): Drawn {
  switch (kind) {
    case 'bounding-box':
      return isBox(value) ? { rings: [boxRing(value)], closed: true } : NOTHING;
    case 'rotated-bounding-box':
      return rotatedBox(value);
    case 'polygon':
      return { rings: [flatten(value)], closed: true };
    case 'polyline':
      return { rings: [flatten(value)], closed: false };
    case 'spline':
      return { rings: [catmullRom(flatten(value))], closed: false };
    case 'point':
      return { rings: [flatten([value])], closed: false };
    case 'segmentation':
      return { rings: zoneRings(value), closed: true };
    case 'circle':
      return circle(value);
    case 'brush':
    case 'medical-brush':
    case 'angle':
    case 'ner':
    case 'pdf':
    case 'message':
    case 'pct':
      return NOTHING;
  }
}

/** Whether the value is a plain box; boxes of volumes have other keys. */
export function isBox(value: unknown): value is Box {
  const box = value as Partial<Box> | null;
  return (
    typeof box === 'object' &&
    box !== null &&
    [box.x, box.y, box.width, box.height].every((n) => typeof n === 'number')
  );
}

/** The vertices of a polygon or the like as points. */
export function pointsOf(value: unknown): ImagePoint[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isPair).map(([x, y]) => ({ x, y }));
}

/** The export form of vertices. */
export function pairsOf(points: readonly ImagePoint[]): [number, number][] {
  return points.map((point) => [point.x, point.y]);
}

function isPair(value: unknown): value is [number, number] {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
}

function flatten(value: unknown): Ring {
  const points = pointsOf(value);
  const ring = new Float64Array(points.length * 2);
  points.forEach((point, index) => {
    ring[index * 2] = point.x;
    ring[index * 2 + 1] = point.y;
  });
  return ring;
}

/** The four corners of a box, clockwise from the top left. */
export function boxRing(box: Box): Ring {
  const b = fromBox(box);
  return Float64Array.of(b.minX, b.minY, b.maxX, b.minY, b.maxX, b.maxY, b.minX, b.maxY);
}

/** `(x, y)` is the box's own top-left corner after the rotation, degrees count clockwise on screen. */
function rotatedBox(value: unknown): Drawn {
  if (!isBox(value)) return NOTHING;
  const turn = (((value as { rotation?: number }).rotation ?? 0) * Math.PI) / 180;
  const ux = Math.cos(turn) * value.width;
  const uy = Math.sin(turn) * value.width;
  const vx = -Math.sin(turn) * value.height;
  const vy = Math.cos(turn) * value.height;
  const { x, y } = value;
  return {
    rings: [Float64Array.of(x, y, x + vx, y + vy, x + vx + ux, y + vy + uy, x + ux, y + uy)],
    closed: true,
  };
}

function zoneRings(value: unknown): Ring[] {
  const zones = (value as { zones?: unknown } | null)?.zones;
  if (!Array.isArray(zones)) return [];
  return zones.flatMap((zone: { region?: unknown; holes?: unknown } | null) => [
    flatten(zone?.region),
    ...(Array.isArray(zone?.holes) ? zone.holes.map(flatten) : []),
  ]);
}

function circle(value: unknown): Drawn {
  const { x, y, radius } = (value ?? {}) as { x?: unknown; y?: unknown; radius?: unknown };
  if (typeof x !== 'number' || typeof y !== 'number' || typeof radius !== 'number') return NOTHING;
  const sides = 64;
  const ring = new Float64Array(sides * 2);
  for (let i = 0; i < sides; i++) {
    ring[i * 2] = x + radius * Math.cos((i / sides) * 2 * Math.PI);
    ring[i * 2 + 1] = y + radius * Math.sin((i / sides) * 2 * Math.PI);
  }
  return { rings: [ring], closed: true };
}

/** An open centripetal Catmull-Rom curve through all knots, sampled for drawing. */
function catmullRom(knots: Ring): Ring {
  const count = knots.length / 2;
  if (count < 3) return knots;
  const at = (i: number): readonly [number, number] => {
    const k = Math.max(0, Math.min(count - 1, i));
    return [knots[k * 2] as number, knots[k * 2 + 1] as number];
  };
  const samples: number[] = [...at(0)];
  const steps = 12;
  for (let i = 0; i + 1 < count; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const gap = (a: readonly [number, number], b: readonly [number, number]): number =>
      Math.max(Math.sqrt(Math.hypot(a[0] - b[0], a[1] - b[1])), 1e-6);
    const t1 = gap(p0, p1);
    const t2 = t1 + gap(p1, p2);
    const t3 = t2 + gap(p2, p3);
    for (let s = 1; s <= steps; s++) {
      const t = t1 + ((t2 - t1) * s) / steps;
      for (const axis of [0, 1] as const) {
        const a1 = ((t1 - t) * p0[axis] + t * p1[axis]) / t1;
        const a2 = ((t2 - t) * p1[axis] + (t - t1) * p2[axis]) / (t2 - t1);
        const a3 = ((t3 - t) * p2[axis] + (t - t2) * p3[axis]) / (t3 - t2);
        const b1 = ((t2 - t) * a1 + t * a2) / t2;
        const b2 = ((t3 - t) * a2 + (t - t1) * a3) / (t3 - t1);
        samples.push(((t2 - t) * b1 + (t - t1) * b2) / (t2 - t1));
      }
    }
  }
  return Float64Array.from(samples);
}
