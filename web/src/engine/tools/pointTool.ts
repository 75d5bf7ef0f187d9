import { clampToImage, distance, type ImagePoint } from '../geometry/point';
import {
  CLICK_SLOP,
  type Draft,
  type Handled,
  type Tool,
  type ToolHost,
  type ToolPointer,
} from './tool';

/** Places points: one click each. */
export class PointTool implements Tool {
  readonly id = 'point';
  readonly cursor = 'crosshair';
  readonly busy = false;
  readonly draft: Draft | null = null;
  readonly #host: ToolHost;
  #pressed: ToolPointer | null = null;

  constructor(host: ToolHost) {
    this.#host = host;
  }

  down(pointer: ToolPointer): void {
    this.#pressed = pointer.button === 'left' ? pointer : null;
  }

  move(): void {
    // Nothing follows the pointer.
  }

  up(pointer: ToolPointer): void {
    const pressed = this.#pressed;
    this.#pressed = null;
    if (pressed && distance(pressed.screen, pointer.screen) <= CLICK_SLOP)
      this.clickAt(pressed.image);
  }

  doubleClick(): void {
    // Two clicks are two points.
  }

  clickAt(point: ImagePoint): void {
    const { x, y } = clampToImage(point, this.#host.image);
    this.#host.place('point', [x, y]);
  }

  finish(): Handled {
    return false;
  }

  cancel(): Handled {
    this.#pressed = null;
    return false;
  }
}
