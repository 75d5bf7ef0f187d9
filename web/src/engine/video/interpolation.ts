import type { Box } from '../geometry/bounds';
import type { GeometryKind } from '../model/annotation';
import { numberAt, type PairedPoints, pairLines, pairRings, pointAt, pointsAt } from './pairing';
import { pairRegions, type Rings } from './regions';
import type { Circle, Pair, RotatedBox, Segmentation, Zone } from './shapes';
import { boxAround, centreOf } from './turn';

/**
 * Which shapes move between two key frames: every one that can, or only boxes, polygons, segmentations and points
 * while others hold the shape of the key frame before.
 */
export type Rules = 'complete' | 'compatible';

/** The shape after some of the steps, `of` of which lead to the other shape. What is costly is done beforehand. */
export type Motion<Shape = unknown> = (step: number, of: number) => Shape;

/**
 * The way from one shape of a kind to another. Every sum has its twin on the server, in the same order, so that the
 * editor and exports agree to the last digit; the shared cases hold both to it.
 */
export function motion(
  kind: GeometryKind,
  from: unknown,
  to: unknown,
  rules: Rules = 'complete',
): Motion {
  switch (kind) {
    case 'bounding-box':
      return isInVolume(from) || isInVolume(to) ? held(from) : boxMotion(from as Box, to as Box);
    case 'point':
      return (step, of) => pointAt(from as Pair, to as Pair, step, of);
    case 'polygon':
      return polygonMotion(from as Pair[], to as Pair[]);
    case 'segmentation':
      return segmentationMotion(from as Segmentation, to as Segmentation);
    case 'rotated-bounding-box':
      return rules === 'complete' ? turning(from as RotatedBox, to as RotatedBox) : held(from);
    case 'circle':
      return rules === 'complete' ? circleMotion(from as Circle, to as Circle) : held(from);
    case 'polyline':
    case 'spline':
      return rules === 'complete' && Array.isArray(from) && Array.isArray(to)
        ? lineMotion(from as Pair[], to as Pair[])
        : held(from);
    case 'brush':
    case 'medical-brush':
    case 'angle':
    case 'ner':
    case 'pdf':
    case 'message':
    case 'pct':
      return held(from);
  }
}

function held<Shape>(shape: Shape): Motion<Shape> {
  return () => shape;
}

function isInVolume(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'z1' in value && 'z2' in value;
}

function boxMotion(from: Box, to: Box): Motion<Box> {
  return (step, of) => ({
    x: numberAt(from.x, to.x, step, of),
    y: numberAt(from.y, to.y, step, of),
    width: numberAt(from.width, to.width, step, of),
    height: numberAt(from.height, to.height, step, of),
  });
}

/** Around its centre, so that a box that only turns stays in its place. */
function turning(from: RotatedBox, to: RotatedBox): Motion<RotatedBox> {
  const start = centreOf(from);
  const end = centreOf(to);
  const turn = shortestTurn(from.rotation, to.rotation);
  return (step, of) =>
    boxAround(
      pointAt(start, end, step, of),
      numberAt(from.width, to.width, step, of),
      numberAt(from.height, to.height, step, of),
      from.rotation + (turn * step) / of,
    );
}

function shortestTurn(from: number, to: number): number {
  const turn = to - from;
  if (turn > 180) return turn - 360;
  return turn < -180 ? turn + 360 : turn;
}

function circleMotion(from: Circle, to: Circle): Motion<Circle> {
  return (step, of) => ({
    x: numberAt(from.x, to.x, step, of),
    y: numberAt(from.y, to.y, step, of),
    radius: numberAt(from.radius, to.radius, step, of),
  });
}

function polygonMotion(from: readonly Pair[], to: readonly Pair[]): Motion<readonly Pair[]> {
  const pairs = pairRings(from, to);
  return (step, of) => ringAt(pairs, step, of) ?? from;
}

/** The ring on its way without a last vertex that meets the first; `null` when that leaves no ring. */
function ringAt(pairs: PairedPoints, step: number, of: number): readonly Pair[] | null {
  const ring = pointsAt(pairs, step, of);
  const [x, y] = ring[0] as Pair;
  let end = ring.length;
  while (end > 1 && ring[end - 1]?.[0] === x && ring[end - 1]?.[1] === y) end--;
  return end < 3 ? null : ring.slice(0, end);
}

function lineMotion(from: readonly Pair[], to: readonly Pair[]): Motion<Pair[]> {
  const pairs = pairLines(from, to);
  return (step, of) => pointsAt(pairs, step, of);
}

/** Paired zones and holes move; what has no partner stays until half of the way or comes from there on. */
function segmentationMotion(from: Segmentation, to: Segmentation): Motion<Segmentation> {
  const zones = partsMotion(from.zones, to.zones, ringsOf, zoneMotion);
  return (step, of) => {
    const parts = zones(step, of);
    const there = parts.filter((zone) => zone !== null);
    return there.length === parts.length ? { zones: there } : from;
  };
}

function ringsOf(zone: Zone): Rings {
  return [zone.region, ...zone.holes];
}

function zoneMotion(from: Zone, to: Zone): Motion<Zone | null> {
  const region = pairRings(from.region, to.region);
  const holes = partsMotion(
    from.holes,
    to.holes,
    (hole) => [hole],
    (start, end): Motion<readonly Pair[] | null> => {
      const pairs = pairRings(start, end);
      return (step, of) => ringAt(pairs, step, of);
    },
  );
  return (step, of) => {
    const ring = ringAt(region, step, of);
    return ring && { region: ring, holes: holes(step, of).filter((hole) => hole !== null) };
  };
}

function partsMotion<Part>(
  from: readonly Part[],
  to: readonly Part[],
  rings: (part: Part) => Rings,
  between: (from: Part, to: Part) => Motion<Part | null>,
): Motion<(Part | null)[]> {
  const pairs = pairRegions(from.map(rings), to.map(rings));
  const ways = from.map((part, index) => {
    const partner = pairs.partners[index];
    return typeof partner === 'number' ? between(part, to[partner] as Part) : null;
  });
  return (step, of) => {
    const isFirstHalf = 2 * step < of;
    const there = from.flatMap((part, index) => {
      const way = ways[index];
      if (way) return [way(step, of)];
      return isFirstHalf ? [part] : [];
    });
    return isFirstHalf ? there : [...there, ...pairs.unpaired.map((index) => to[index] as Part)];
  };
}
