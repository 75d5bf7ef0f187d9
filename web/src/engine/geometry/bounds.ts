import { clamp, type ImagePoint, type ImageSize } from './point';

/** An axis-aligned rectangle in image pixels, borders included. */
export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** A box as the export writes it: top-left corner and positive sizes. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangle between two opposite corners given in any order. */
export function boundsOf(a: ImagePoint, b: ImagePoint): Bounds {
  return {
    minX: Math.min(a.x, b.x),
    minY: Math.min(a.y, b.y),
    maxX: Math.max(a.x, b.x),
    maxY: Math.max(a.y, b.y),
  };
}

/** The smallest rectangle around flat rings `[x0, y0, x1, y1, …]`; `null` without points. */
export function boundsOfRings(rings: readonly Float64Array[]): Bounds | null {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const x = ring[i] as number;
      const y = ring[i + 1] as number;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  }
  return minX <= maxX && minY <= maxY ? { minX, minY, maxX, maxY } : null;
}

/** Whether the rectangles share at least a border point. */
export function intersects(a: Bounds, b: Bounds): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

/** Whether `inner` lies wholly in `outer`. */
export function contains(outer: Bounds, inner: Bounds): boolean {
  return (
    inner.minX >= outer.minX &&
    inner.maxX <= outer.maxX &&
    inner.minY >= outer.minY &&
    inner.maxY <= outer.maxY
  );
}

/** The rectangle around both. */
export function union(a: Bounds, b: Bounds): Bounds {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}

/** The rectangle with `margin` added on every side. */
export function grow(bounds: Bounds, margin: number): Bounds {
  return {
    minX: bounds.minX - margin,
    minY: bounds.minY - margin,
    maxX: bounds.maxX + margin,
    maxY: bounds.maxY + margin,
  };
}

/** The export form of a rectangle. */
export function toBox(bounds: Bounds): Box {
  return {
    x: bounds.minX,
    y: bounds.minY,
    width: bounds.maxX - bounds.minX,
    height: bounds.maxY - bounds.minY,
  };
}

/** The rectangle of a box; negative sizes of old data are turned around. */
export function fromBox(box: Box): Bounds {
  return boundsOf({ x: box.x, y: box.y }, { x: box.x + box.width, y: box.y + box.height });
}

/** The part of the rectangle inside the image, or `null` when no area is left. */
export function clipToImage(bounds: Bounds, image: ImageSize): Bounds | null {
  const clipped = {
    minX: clamp(bounds.minX, 0, image.width),
    minY: clamp(bounds.minY, 0, image.height),
    maxX: clamp(bounds.maxX, 0, image.width),
    maxY: clamp(bounds.maxY, 0, image.height),
  };
  return clipped.maxX > clipped.minX && clipped.maxY > clipped.minY ? clipped : null;
}
