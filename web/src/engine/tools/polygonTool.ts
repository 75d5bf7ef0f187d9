import { clampToImage, distance, type ImagePoint } from '../geometry/point';
import { pairsOf } from '../model/outline';
import {
  type Draft,
  type Handled,
  REACH,
  type Tool,
  type ToolHost,
  type ToolPointer,
} from './tool';

/** Distance between vertices while Shift draws continuously, in CSS pixels. */
const STEP = 9;

/** Fewest vertices of a polygon. */
const FEWEST = 3;

/**
 * idle → drawing: click adds a vertex; the first vertex, double-click, Enter or `N` closes; right-click takes the last
 * vertex back; Shift and moving draws continuously; Esc gives up.
 */
export class PolygonTool implements Tool {
  readonly id = 'polygon';
  readonly #host: ToolHost;
  readonly #color: string;
  #points: ImagePoint[] = [];
  #pointer: ImagePoint | null = null;

  constructor(host: ToolHost, color: string) {
    this.#host = host;
    this.#color = color;
  }

  get cursor(): string {
    return 'crosshair';
  }

  get busy(): boolean {
    return this.#points.length > 0;
  }

  get draft(): Draft | null {
    if (this.#points.length === 0) return null;
    const closing = this.#pointer !== null && this.#onFirst(this.#pointer);
    const tail = this.#pointer && !closing ? [this.#pointer] : [];
    return {
      points: [...this.#points, ...tail],
      closed: this.#points.length + tail.length >= FEWEST,
      color: this.#color,
      closing,
      vertices: this.#points,
    };
  }

  down(pointer: ToolPointer): void {
    const point = clampToImage(pointer.image, this.#host.image);
    this.#pointer = point;
    if (pointer.button === 'right') this.#points.pop();
    else if (pointer.button === 'left') this.#click(point);
  }

  move(pointer: ToolPointer): void {
    const point = clampToImage(pointer.image, this.#host.image);
    this.#pointer = point;
    const last = this.#points.at(-1);
    if (pointer.shift && last && distance(last, point) >= STEP * this.#host.pixel()) {
      this.#points.push(point);
    }
  }

  up(): void {
    // Vertices are placed when the button goes down.
  }

  doubleClick(): void {
    this.finish();
  }

  clickAt(point: ImagePoint): void {
    const inside = clampToImage(point, this.#host.image);
    this.#pointer = inside;
    this.#click(inside);
  }

  finish(): Handled {
    if (!this.busy) return false;
    if (this.#points.length < FEWEST) return true;
    const points = this.#points;
    this.cancel();
    this.#host.place('polygon', pairsOf(points));
    return true;
  }

  cancel(): Handled {
    const busy = this.busy;
    this.#points = [];
    return busy;
  }

  /** The second click of a double-click lands on the vertex the first one placed and adds nothing. */
  #click(point: ImagePoint): void {
    if (this.#onFirst(point)) {
      this.finish();
      return;
    }
    const last = this.#points.at(-1);
    if (last && distance(last, point) < 2 * this.#host.pixel()) return;
    this.#points.push(point);
  }

  #onFirst(point: ImagePoint): boolean {
    const first = this.#points[0];
    return (
      first !== undefined &&
      this.#points.length >= FEWEST &&
      distance(first, point) <= REACH * this.#host.pixel()
    );
  }
}
