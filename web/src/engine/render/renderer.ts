import type { Ring } from '../geometry/rings';
import type { Transform } from '../view/viewport';

/** A colour as 0-255 red, green, blue and 0-1 alpha. */
export interface Paint {
  readonly rgb: readonly [number, number, number];
  readonly alpha: number;
}

/** How one path is drawn: outline of constant width on screen and, when closed, a translucent fill. */
export interface DrawnPath {
  readonly rings: readonly Ring[];
  readonly closed: boolean;
  readonly stroke: Paint | null;
  readonly fill: Paint | null;
  readonly dashed: boolean;
  /** Multiplies the outline width of the view. */
  readonly weight: number;
}

/** How one dot is drawn: constant size on screen. */
export interface DrawnDot {
  readonly x: number;
  readonly y: number;
  readonly fill: Paint;
  readonly shape: 'disc' | 'square' | 'ring';
  /** Diameter in CSS pixels; 0 = the point size of the view. */
  readonly size: number;
}

/** What is shown for one slot of the scene. */
export interface Drawing {
  readonly paths: readonly DrawnPath[];
  readonly dots: readonly DrawnDot[];
}

/** Settings of a frame that cost nothing to change. */
export interface FrameSettings {
  readonly transform: Transform;
  readonly lineWidth: number;
  readonly pointSize: number;
  /** 0-1, multiplies the alpha of every fill of the scene. */
  readonly fillOpacity: number;
}

/**
 * Draws the scene. Shapes are kept by slot and changed one at a time; panning and zooming only change the frame
 * settings. What is hovered, selected or being drawn is painted on a canvas above and does not come here.
 */
export interface Renderer {
  readonly kind: 'webgl2' | 'canvas2d';
  setShape(slot: number, drawing: Drawing): void;
  removeShape(slot: number): void;
  resize(width: number, height: number, pixelRatio: number): void;
  draw(frame: FrameSettings): void;
  dispose(): void;
}

/** A drawing of nothing. */
export const NO_DRAWING: Drawing = { paths: [], dots: [] };

/** Outlines with more vertices than this also get a coarse form for small zoom. */
export const COARSE_FROM = 12;

/** Below this many screen pixels per image pixel × tolerance the coarse form looks the same. */
export const COARSE_BELOW = 0.6;
