import type { Pair } from './shapes';

/** The vertices of two rings or lines, each with its partner. */
export interface PairedPoints {
  readonly from: readonly Pair[];
  readonly to: readonly Pair[];
}

/** Larger rings are compared by a part of their vertices only, so that pairing stays quick. */
const MOST_COMPARED = 2048;

/** A number on its way. Multiplied before divided: then whole numbers that lie on the way come out whole. */
export function numberAt(from: number, to: number, step: number, of: number): number {
  return from + ((to - from) * step) / of;
}

/** A vertex on its way. */
export function pointAt(from: Pair, to: Pair, step: number, of: number): Pair {
  return [numberAt(from[0], to[0], step, of), numberAt(from[1], to[1], step, of)];
}

/** All vertices on their way. */
export function pointsAt(pairs: PairedPoints, step: number, of: number): Pair[] {
  return pairs.from.map((point, index) => pointAt(point, pairs.to[index] as Pair, step, of));
}

/** Pairs the vertices of two rings: turned, and reversed, to where the squared distances sum up to the least. */
export function pairRings(from: readonly Pair[], to: readonly Pair[]): PairedPoints {
  const count = Math.max(from.length, to.length);
  const start = resampledRing(from, count);
  const end = resampledRing(to, count);
  let best: Order = { shift: 0, isReversed: false };
  let least = Infinity;
  for (const isReversed of [false, true]) {
    for (let shift = 0; shift < count; shift++) {
      const order = { shift, isReversed };
      const sum = distance(order, start, end, least);
      if (sum < least) {
        least = sum;
        best = order;
      }
    }
  }
  return { from: start, to: ordered(best, end) };
}

/** Pairs the vertices of two lines in their order, or reversed where that is nearer. */
export function pairLines(from: readonly Pair[], to: readonly Pair[]): PairedPoints {
  const count = Math.max(from.length, to.length);
  const start = resampledLine(from, count);
  const end = resampledLine(to, count);
  const forward = { shift: 0, isReversed: false };
  const backward = { shift: count - 1, isReversed: true };
  const least = distance(forward, start, end, Infinity);
  const isReversed = distance(backward, start, end, least) < least;
  return { from: start, to: ordered(isReversed ? backward : forward, end) };
}

/** Which vertex of the other ring belongs to the first, and in which sense it goes on. */
interface Order {
  readonly shift: number;
  readonly isReversed: boolean;
}

function partner(order: Order, index: number, count: number): number {
  const at = order.isReversed ? order.shift - index : order.shift + index;
  if (at < 0) return at + count;
  return at < count ? at : at - count;
}

/** The sum of the squared distances; some larger number when it reaches the limit. */
function distance(order: Order, from: readonly Pair[], to: readonly Pair[], limit: number): number {
  const count = from.length;
  const stride = Math.floor((count + MOST_COMPARED - 1) / MOST_COMPARED);
  let sum = 0;
  for (let i = 0; i < count && sum < limit; i += stride) {
    const other = to[partner(order, i, count)] as Pair;
    const own = from[i] as Pair;
    const dx = other[0] - own[0];
    const dy = other[1] - own[1];
    sum += dx * dx + dy * dy;
  }
  return sum;
}

function ordered(order: Order, points: readonly Pair[]): Pair[] {
  return points.map((_, index) => points[partner(order, index, points.length)] as Pair);
}

/** The ring with vertices added, shared out by arc length, without changing its shape. */
export function resampledRing(ring: readonly Pair[], count: number): readonly Pair[] {
  return resampled(ring, ring.length, count);
}

/** The line with vertices added, shared out by arc length, without changing its shape. */
export function resampledLine(line: readonly Pair[], count: number): readonly Pair[] {
  return resampled(line, line.length - 1, count);
}

function resampled(points: readonly Pair[], edges: number, count: number): readonly Pair[] {
  const added = count - points.length;
  if (added <= 0) return points;
  const at = (index: number): Pair => points[index < points.length ? index : 0] as Pair;
  const length = (edge: number): number => {
    const dx = at(edge + 1)[0] - at(edge)[0];
    const dy = at(edge + 1)[1] - at(edge)[1];
    return Math.sqrt(dx * dx + dy * dy);
  };
  let total = 0;
  for (let edge = 0; edge < edges; edge++) total += length(edge);
  const result: Pair[] = [];
  let walked = 0;
  let placed = 0;
  for (let edge = 0; edge < edges; edge++) {
    walked += length(edge);
    const share = total > 0 ? Math.floor((added * walked) / total + 0.5) : 0;
    const due = edge === edges - 1 ? added : share;
    const pieces = due - placed + 1;
    for (let piece = 0; piece < pieces; piece++) {
      result.push(pointAt(at(edge), at(edge + 1), piece, pieces));
    }
    placed = due;
  }
  if (edges < points.length) result.push(at(points.length - 1));
  return result;
}
