import type { Pair } from './shapes';

/** The overlap of regions is measured along so many rows: enough to find out which belong together. */
const ROWS = 32;

/** A region by the even-odd rule; the first ring lies around the others. */
export type Rings = readonly (readonly Pair[])[];

/** Which region of one shape becomes which of another. */
export interface RegionPairs {
  /** For each region of the first shape its partner's place, `null` for none. */
  readonly partners: readonly (number | null)[];
  /** The places of regions of the other shape that have no partner. */
  readonly unpaired: readonly number[];
}

/** Pairs regions: those with the greatest overlap first, each at most once. */
export function pairRegions(from: readonly Rings[], to: readonly Rings[]): RegionPairs {
  const starts = from.map(measured);
  const ends = to.map(measured);
  const candidates: { from: number; to: number; overlap: number }[] = [];
  starts.forEach((start, i) => {
    ends.forEach((end, j) => {
      const overlap = overlapOf(start, end);
      if (overlap > 0) candidates.push({ from: i, to: j, overlap });
    });
  });
  candidates.sort((a, b) => b.overlap - a.overlap);
  const partners: (number | null)[] = from.map(() => null);
  const taken = new Set<number>();
  for (const candidate of candidates) {
    if (partners[candidate.from] === null && !taken.has(candidate.to)) {
      partners[candidate.from] = candidate.to;
      taken.add(candidate.to);
    }
  }
  return { partners, unpaired: to.map((_, index) => index).filter((index) => !taken.has(index)) };
}

interface Region {
  readonly rings: Rings;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function measured(rings: Rings): Region {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const [x, y] of rings[0] ?? []) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { rings, left, top, right, bottom };
}

/** About the area that both have, in square pixels. */
function overlapOf(one: Region, other: Region): number {
  const from = Math.max(one.top, other.top);
  const height = Math.min(one.bottom, other.bottom) - from;
  if (!(height > 0 && one.left < other.right && other.left < one.right)) return 0;
  let length = 0;
  for (let row = 0; row < ROWS; row++) {
    const y = from + (height * (row + 0.5)) / ROWS;
    length += shared(crossings(one.rings, y), crossings(other.rings, y));
  }
  return (length * height) / ROWS;
}

/** Where a row enters and leaves the region, from left to right. */
function crossings(rings: Rings, y: number): number[] {
  const found: number[] = [];
  for (const ring of rings) {
    let before = ring[ring.length - 1] as Pair;
    for (const point of ring) {
      if (before[1] <= y !== point[1] <= y) {
        found.push(before[0] + ((y - before[1]) * (point[0] - before[0])) / (point[1] - before[1]));
      }
      before = point;
    }
  }
  return found.sort((a, b) => a - b);
}

function shared(one: readonly number[], other: readonly number[]): number {
  let length = 0;
  let i = 0;
  let j = 0;
  while (i + 1 < one.length && j + 1 < other.length) {
    const oneEnd = one[i + 1] as number;
    const otherEnd = other[j + 1] as number;
    const from = Math.max(one[i] as number, other[j] as number);
    const to = Math.min(oneEnd, otherEnd);
    if (to > from) length += to - from;
    if (oneEnd < otherEnd) i += 2;
    else j += 2;
  }
  return length;
}
