import { boundsOf, clipToImage, toBox } from '../geometry/bounds';
import { distance, type ImagePoint } from '../geometry/point';
import {
  CLICK_SLOP,
  type Draft,
  type Handled,
  type Tool,
  type ToolHost,
  type ToolPointer,
} from './tool';

/**
 * idle → pressed (first corner) → dragging → placed, or
 * idle → pressed → waiting (released without moving) → closing (pressed again) → placed.
 */
type State =
  | { readonly name: 'idle' }
  | {
      readonly name: 'pressed' | 'dragging';
      readonly from: ImagePoint;
      readonly pointer: ToolPointer;
    }
  | { readonly name: 'waiting' | 'closing'; readonly from: ImagePoint; readonly to: ImagePoint };

/** Draws boxes by two clicks or by press, drag and release. */
export class BoxTool implements Tool {
  readonly id = 'bounding-box';
  readonly #host: ToolHost;
  readonly #color: string;
  #state: State = { name: 'idle' };
  #to: ImagePoint | null = null;

  constructor(host: ToolHost, color: string) {
    this.#host = host;
    this.#color = color;
  }

  get cursor(): string {
    return 'crosshair';
  }

  get busy(): boolean {
    return this.#state.name !== 'idle';
  }

  get draft(): Draft | null {
    if (this.#state.name === 'idle' || !this.#to) return null;
    const { from } = this.#state;
    const to = this.#to;
    const points = [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
    return { points, closed: true, color: this.#color, closing: false, vertices: [from, to] };
  }

  down(pointer: ToolPointer): void {
    if (pointer.button === 'right') {
      this.cancel();
    } else if (pointer.button === 'left') {
      if (this.#state.name === 'waiting') {
        this.#state = { name: 'closing', from: this.#state.from, to: pointer.image };
      } else {
        this.#state = { name: 'pressed', from: pointer.image, pointer };
      }
      this.#to = pointer.image;
    }
  }

  move(pointer: ToolPointer): void {
    this.#to = pointer.image;
    const state = this.#state;
    if (state.name === 'pressed' && distance(state.pointer.screen, pointer.screen) > CLICK_SLOP) {
      this.#state = { ...state, name: 'dragging' };
    }
  }

  up(pointer: ToolPointer): void {
    if (pointer.button !== 'left') return;
    const state = this.#state;
    this.#to = pointer.image;
    if (state.name === 'dragging' || state.name === 'closing') {
      this.#place(state.from, pointer.image);
    } else if (state.name === 'pressed') {
      this.#state = { name: 'waiting', from: state.from, to: pointer.image };
    }
  }

  doubleClick(): void {
    // The second click of a quick pair is an ordinary second corner.
  }

  clickAt(point: ImagePoint): void {
    if (this.#state.name === 'waiting') {
      this.#place(this.#state.from, point);
    } else {
      this.#state = { name: 'waiting', from: point, to: point };
      this.#to = point;
    }
  }

  finish(): Handled {
    return false;
  }

  cancel(): Handled {
    const busy = this.busy;
    this.#state = { name: 'idle' };
    this.#to = null;
    return busy;
  }

  /** A box without area inside the image is no box: the tool keeps waiting for the second corner. */
  #place(from: ImagePoint, to: ImagePoint): void {
    const clipped = clipToImage(boundsOf(from, to), this.#host.image);
    if (!clipped) {
      this.#state = { name: 'waiting', from, to };
      return;
    }
    this.cancel();
    this.#host.place('bounding-box', toBox(clipped));
  }
}
