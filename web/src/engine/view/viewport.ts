import type { Bounds } from '../geometry/bounds';
import { clamp, type ImagePoint, type ImageSize, type ScreenPoint } from '../geometry/point';

/** Zoom limits relative to the size that fits the canvas. */
export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 64;

/** Screen = image × scale + offset, in CSS pixels. */
export interface Transform {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Free space left around an image that fits the canvas, in CSS pixels. */
const MARGIN = 24;

/** Maps image pixels to the canvas and back. Zooming and panning change this and nothing else. */
export class Viewport {
  #image: ImageSize;
  #canvas: ImageSize = { width: 1, height: 1 };
  #transform: Transform = { scale: 1, x: 0, y: 0 };
  #fitted = true;

  constructor(image: ImageSize) {
    this.#image = image;
  }

  /** The current mapping. */
  get transform(): Transform {
    return this.#transform;
  }

  /** The canvas in CSS pixels. */
  get canvas(): ImageSize {
    return this.#canvas;
  }

  /** The zoom relative to the size that fits: 1 = fitted. */
  get zoom(): number {
    return this.#transform.scale / this.#fitScale();
  }

  /** The canvas was resized: a fitted image stays fitted, else the middle stays in the middle. */
  resize(canvas: ImageSize): void {
    const middle = this.toImage({ x: this.#canvas.width / 2, y: this.#canvas.height / 2 });
    this.#canvas = canvas;
    if (this.#fitted) this.fit();
    else this.#centre(middle, this.#transform.scale);
  }

  /** Another image: fits it. */
  setImage(image: ImageSize): void {
    this.#image = image;
    this.fit();
  }

  /** Shows the whole image. */
  fit(): void {
    const { width, height } = this.#image;
    this.#centre({ x: width / 2, y: height / 2 }, this.#fitScale());
    this.#fitted = true;
  }

  /** Shows a part of the image, but never larger than `maxScale` screen pixels per image pixel. */
  show(bounds: Bounds, maxScale: number): void {
    const width = Math.max(bounds.maxX - bounds.minX, 1e-6);
    const height = Math.max(bounds.maxY - bounds.minY, 1e-6);
    const room = 0.6;
    const scale = Math.min(
      (this.#canvas.width * room) / width,
      (this.#canvas.height * room) / height,
    );
    const middle = { x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2 };
    this.#centre(middle, Math.min(scale, maxScale));
    this.#fitted = false;
  }

  /** Moves a part of the image to the middle, unless it is already in view. */
  reveal(bounds: Bounds): void {
    const a = this.toScreen({ x: bounds.minX, y: bounds.minY });
    const b = this.toScreen({ x: bounds.maxX, y: bounds.maxY });
    if (a.x >= 0 && a.y >= 0 && b.x <= this.#canvas.width && b.y <= this.#canvas.height) return;
    const fits = b.x - a.x <= this.#canvas.width && b.y - a.y <= this.#canvas.height;
    if (!fits) {
      this.show(bounds, this.#transform.scale);
      return;
    }
    const middle = { x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2 };
    this.#centre(middle, this.#transform.scale);
    this.#fitted = false;
  }

  /** Zooms by a factor; the image point under `at` stays there. */
  zoomBy(factor: number, at: ScreenPoint): void {
    const fit = this.#fitScale();
    const scale = clamp(this.#transform.scale * factor, fit * MIN_ZOOM, fit * MAX_ZOOM);
    const point = this.toImage(at);
    this.#transform = { scale, x: at.x - point.x * scale, y: at.y - point.y * scale };
    this.#fitted = false;
    this.#keepInSight();
  }

  /** Moves the image by screen pixels. */
  panBy(dx: number, dy: number): void {
    const { scale, x, y } = this.#transform;
    this.#transform = { scale, x: x + dx, y: y + dy };
    this.#fitted = false;
    this.#keepInSight();
  }

  /** Canvas to image. */
  toImage(point: ScreenPoint): ImagePoint {
    const { scale, x, y } = this.#transform;
    return { x: (point.x - x) / scale, y: (point.y - y) / scale };
  }

  /** Image to canvas. */
  toScreen(point: ImagePoint): ScreenPoint {
    const { scale, x, y } = this.#transform;
    return { x: point.x * scale + x, y: point.y * scale + y };
  }

  /** The part of the image plane that the canvas shows. */
  visible(): Bounds {
    const a = this.toImage({ x: 0, y: 0 });
    const b = this.toImage({ x: this.#canvas.width, y: this.#canvas.height });
    return { minX: a.x, minY: a.y, maxX: b.x, maxY: b.y };
  }

  #fitScale(): number {
    const { width, height } = this.#image;
    const room = (side: number): number => Math.max(side - 2 * MARGIN, side / 2, 1);
    return Math.min(room(this.#canvas.width) / width, room(this.#canvas.height) / height);
  }

  #centre(point: ImagePoint, scale: number): void {
    this.#transform = {
      scale,
      x: this.#canvas.width / 2 - point.x * scale,
      y: this.#canvas.height / 2 - point.y * scale,
    };
  }

  /** At least a strip of the image always stays in view, so nobody gets lost. */
  #keepInSight(): void {
    const { scale, x, y } = this.#transform;
    const strip = 48;
    this.#transform = {
      scale,
      x: clamp(x, strip - this.#image.width * scale, this.#canvas.width - strip),
      y: clamp(y, strip - this.#image.height * scale, this.#canvas.height - strip),
    };
  }
}
