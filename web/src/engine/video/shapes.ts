/** The export forms of shapes that move. The server writes them normalised, so they are read as they are. */

/** A vertex `[x, y]` in pixels of the original. */
export type Pair = readonly [number, number];

/** A box turned on the screen; its corners run top-left, bottom-left, bottom-right, top-right in its own frame. */
export interface RotatedBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Degrees from -180 to 180, clockwise on the screen. */
  readonly rotation: number;
  readonly corners: readonly Pair[];
}

/** A circle by centre and radius. */
export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A connected part of a segmentation and the rings cut out of it. */
export interface Zone {
  readonly region: readonly Pair[];
  readonly holes: readonly (readonly Pair[])[];
}

/** One instance made of zones. */
export interface Segmentation {
  readonly zones: readonly Zone[];
}
