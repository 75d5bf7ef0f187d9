/**
 * Plane geometry used by the whole engine. Coordinates are floats and never rounded; the frame a point belongs
 * to is part of its type, so an image point cannot be passed where a screen point is wanted.
 */

declare const frame: unique symbol;

/** A point in pixels of the original image: origin top-left, x right, y down. */
export interface ImagePoint {
  readonly x: number;
  readonly y: number;
  readonly [frame]?: 'image';
}

/** A point in CSS pixels of the canvas: origin at its top-left corner. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
  readonly [frame]?: 'screen';
}

/** The pixel size of an image. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Builds an image point. */
export function imagePoint(x: number, y: number): ImagePoint {
  return { x, y };
}

/** Builds a screen point. */
export function screenPoint(x: number, y: number): ScreenPoint {
  return { x, y };
}

/** The distance between two points of one frame. */
export function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** `value` limited to `[low, high]`. */
export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** The nearest point inside the image. */
export function clampToImage(point: ImagePoint, image: ImageSize): ImagePoint {
  return { x: clamp(point.x, 0, image.width), y: clamp(point.y, 0, image.height) };
}
