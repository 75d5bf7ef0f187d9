import { type Bounds, boundsOf, type Box, clipToImage, fromBox, toBox } from '../geometry/bounds';
import { clampToImage, distance, type ImagePoint, type ImageSize } from '../geometry/point';
import { nearestEdge } from '../geometry/rings';
import { geometryKind, type ToolObject } from '../model/annotation';
import { isBox, pairsOf, pointsOf } from '../model/outline';
import { withKeys } from '../commands/edits';

/** The eight handles of a box, named by the side they are on. */
export const BOX_HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;

/** One of the eight handles of a box. */
export type BoxHandle = (typeof BOX_HANDLES)[number];

/** A part of an object that can be dragged on its own. */
export type Grip =
  | { readonly part: 'handle'; readonly handle: BoxHandle }
  | { readonly part: 'vertex'; readonly index: number };

/** Where a handle of a box sits. */
export function handlePosition(bounds: Bounds, handle: BoxHandle): ImagePoint {
  const middleX = (bounds.minX + bounds.maxX) / 2;
  const middleY = (bounds.minY + bounds.maxY) / 2;
  return {
    x: handle.includes('w') ? bounds.minX : handle.includes('e') ? bounds.maxX : middleX,
    y: handle.startsWith('n') ? bounds.minY : handle.startsWith('s') ? bounds.maxY : middleY,
  };
}

/** The CSS cursor of a handle. */
export function handleCursor(handle: BoxHandle): string {
  if (handle === 'n' || handle === 's') return 'ns-resize';
  if (handle === 'e' || handle === 'w') return 'ew-resize';
  return handle === 'nw' || handle === 'se' ? 'nwse-resize' : 'nesw-resize';
}

/** The points to draw as handles of an object. */
export function gripPoints(object: ToolObject): ImagePoint[] {
  const kind = geometryKind(object);
  const value = kind ? object[kind] : null;
  if (kind === 'bounding-box' && isBox(value)) {
    const bounds = fromBox(value);
    return BOX_HANDLES.map((handle) => handlePosition(bounds, handle));
  }
  return kind === 'polygon' ? pointsOf(value) : [];
}

/** The grip of an object under a point, `null` when there is none within reach. Corners win over sides. */
export function gripAt(object: ToolObject, point: ImagePoint, reach: number): Grip | null {
  const points = gripPoints(object);
  let best = reach;
  let found = -1;
  points.forEach((grip, index) => {
    const corner = geometryKind(object) === 'bounding-box' && index % 2 === 0;
    const d = distance(grip, point) - (corner ? reach / 100 : 0);
    if (d <= best) {
      best = d;
      found = index;
    }
  });
  if (found < 0) return null;
  if (geometryKind(object) === 'bounding-box') {
    return { part: 'handle', handle: BOX_HANDLES[found] ?? 'se' };
  }
  return { part: 'vertex', index: found };
}

/** A box with one handle dragged to a point: clipped to the image and always of positive size. */
export function resized(
  object: ToolObject,
  handle: BoxHandle,
  to: ImagePoint,
  image: ImageSize,
): ToolObject {
  const value = object['bounding-box'] as Box;
  const b = fromBox(value);
  const x = handle.includes('w') || handle.includes('e') ? to.x : null;
  const y = handle.startsWith('n') || handle.startsWith('s') ? to.y : null;
  const fixed = {
    x: handle.includes('w') ? b.maxX : b.minX,
    y: handle.startsWith('n') ? b.maxY : b.minY,
  };
  const moved = {
    x: x ?? (handle.includes('w') ? b.minX : b.maxX),
    y: y ?? (handle.startsWith('n') ? b.minY : b.maxY),
  };
  const next = clipToImage(boundsOf(fixed, moved), image);
  return next ? withKeys(object, { 'bounding-box': { ...value, ...toBox(next) } }) : object;
}

/** A polygon with one vertex moved. */
export function vertexMoved(
  object: ToolObject,
  index: number,
  to: ImagePoint,
  image: ImageSize,
): ToolObject {
  const points = pointsOf(object['polygon']);
  points[index] = clampToImage(to, image);
  return withKeys(object, { polygon: pairsOf(points) });
}

/** A polygon with a vertex put on its nearest edge, `null` when the outline is not within reach. */
export function vertexInserted(
  object: ToolObject,
  at: ImagePoint,
  reach: number,
): ToolObject | null {
  const points = pointsOf(object['polygon']);
  const ring = Float64Array.from(points.flatMap((point) => [point.x, point.y]));
  const nearest = nearestEdge(at, ring, true);
  if (points.length < 3 || nearest.distance > reach) return null;
  points.splice(nearest.edge + 1, 0, { x: at.x, y: at.y });
  return withKeys(object, { polygon: pairsOf(points) });
}

/** A polygon without one vertex, `null` when it would not be a polygon any more. */
export function vertexDeleted(object: ToolObject, index: number): ToolObject | null {
  const points = pointsOf(object['polygon']);
  if (points.length <= 3) return null;
  points.splice(index, 1);
  return withKeys(object, { polygon: pairsOf(points) });
}
