import type { Bounds } from './bounds';
import type { ImagePoint } from './point';

/** A ring or path as flat image coordinates `[x0, y0, x1, y1, …]`. */
export type Ring = Float64Array;

/** The squared distance from a point to the segment a-b. */
export function squaredDistanceToSegment(
  px: number,
  py: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  const qx = ax + t * dx - px;
  const qy = ay + t * dy - py;
  return qx * qx + qy * qy;
}

/** The distance from a point to the nearest edge of a path, and that edge's first vertex. */
export function nearestEdge(
  point: ImagePoint,
  ring: Ring,
  closed: boolean,
): { distance: number; edge: number } {
  const count = ring.length / 2;
  const edges = closed ? count : count - 1;
  let best = Infinity;
  let edge = -1;
  for (let i = 0; i < edges; i++) {
    const j = (i + 1) % count;
    const d = squaredDistanceToSegment(
      point.x,
      point.y,
      ring[i * 2] as number,
      ring[i * 2 + 1] as number,
      ring[j * 2] as number,
      ring[j * 2 + 1] as number,
    );
    if (d < best) {
      best = d;
      edge = i;
    }
  }
  return { distance: Math.sqrt(best), edge };
}

/** Whether the point is inside the rings by the even-odd rule (holes are rings too). */
export function insideRings(point: ImagePoint, rings: readonly Ring[]): boolean {
  let inside = false;
  for (const ring of rings) {
    const count = ring.length / 2;
    for (let i = 0, j = count - 1; i < count; j = i++) {
      const xi = ring[i * 2] as number;
      const yi = ring[i * 2 + 1] as number;
      const xj = ring[j * 2] as number;
      const yj = ring[j * 2 + 1] as number;
      if (
        yi > point.y !== yj > point.y &&
        point.x < ((xj - xi) * (point.y - yi)) / (yj - yi) + xi
      ) {
        inside = !inside;
      }
    }
  }
  return inside;
}

/** The area of a ring, always positive. */
export function ringArea(ring: Ring): number {
  let sum = 0;
  const count = ring.length / 2;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    sum +=
      (ring[j * 2] as number) * (ring[i * 2 + 1] as number) -
      (ring[i * 2] as number) * (ring[j * 2 + 1] as number);
  }
  return Math.abs(sum) / 2;
}

/** Whether any edge of the path crosses or lies in the rectangle. */
export function edgeTouches(ring: Ring, closed: boolean, area: Bounds): boolean {
  const count = ring.length / 2;
  const edges = closed ? count : count - 1;
  for (let i = 0; i < edges; i++) {
    const j = (i + 1) % count;
    if (
      segmentTouches(
        ring[i * 2] as number,
        ring[i * 2 + 1] as number,
        ring[j * 2] as number,
        ring[j * 2 + 1] as number,
        area,
      )
    ) {
      return true;
    }
  }
  return false;
}

/** Clips the segment against the rectangle (Liang and Barsky) and tells whether something is left. */
function segmentTouches(ax: number, ay: number, bx: number, by: number, r: Bounds): boolean {
  let from = 0;
  let to = 1;
  const dx = bx - ax;
  const dy = by - ay;
  for (const [p, q] of [
    [-dx, ax - r.minX],
    [dx, r.maxX - ax],
    [-dy, ay - r.minY],
    [dy, r.maxY - ay],
  ] as const) {
    if (p === 0) {
      if (q < 0) return false;
    } else if (p < 0) {
      from = Math.max(from, q / p);
    } else {
      to = Math.min(to, q / p);
    }
    if (from > to) return false;
  }
  return true;
}

/**
 * The path with vertices left out that are nearer than `tolerance` to the line between their neighbours
 * (Douglas and Peucker, iterative). Closed rings keep at least three vertices.
 */
export function simplify(ring: Ring, tolerance: number, closed: boolean): Ring {
  const count = ring.length / 2;
  if (count <= (closed ? 4 : 2)) return ring;
  const keep = new Uint8Array(count);
  keep[0] = 1;
  keep[count - 1] = 1;
  if (closed) keep[Math.floor(count / 2)] = 1;
  const anchors = closed ? [0, Math.floor(count / 2), count - 1] : [0, count - 1];
  const stack: [number, number][] = [];
  for (let i = 0; i + 1 < anchors.length; i++) {
    stack.push([anchors[i] as number, anchors[i + 1] as number]);
  }
  const limit = tolerance * tolerance;
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [first, last] = span;
    let worst = limit;
    let at = -1;
    for (let i = first + 1; i < last; i++) {
      const d = squaredDistanceToSegment(
        ring[i * 2] as number,
        ring[i * 2 + 1] as number,
        ring[first * 2] as number,
        ring[first * 2 + 1] as number,
        ring[last * 2] as number,
        ring[last * 2 + 1] as number,
      );
      if (d > worst) {
        worst = d;
        at = i;
      }
    }
    if (at >= 0) {
      keep[at] = 1;
      stack.push([first, at], [at, last]);
    }
  }
  const result: number[] = [];
  for (let i = 0; i < count; i++) {
    if (keep[i]) result.push(ring[i * 2] as number, ring[i * 2 + 1] as number);
  }
  return result.length >= (closed ? 6 : 4) ? Float64Array.from(result) : ring;
}
