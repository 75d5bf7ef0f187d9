import { type Bounds, intersects } from '../geometry/bounds';
import { clamp, type ImageSize } from '../geometry/point';

/** Cells along the longer side of the image. */
const CELLS = 64;

/** Items that would lie in more cells than this are kept in one list and tested one by one. */
const MANY_CELLS = 256;

/**
 * A uniform grid over the image that answers which items touch a rectangle. Changing one item costs only the cells
 * it lies in. What lies outside the image is kept in the border cells.
 */
export class SpatialGrid {
  readonly #size: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #cells: (number[] | undefined)[];
  readonly #wide = new Set<number>();
  readonly #bounds = new Map<number, Bounds>();
  /** The last query that reported an item, so that an item of many cells is reported once. */
  readonly #seen = new Map<number, number>();
  #query = 0;

  constructor(image: ImageSize) {
    this.#size = Math.max(image.width, image.height, 1) / CELLS;
    this.#columns = Math.max(1, Math.ceil(image.width / this.#size));
    this.#rows = Math.max(1, Math.ceil(image.height / this.#size));
    this.#cells = new Array<number[] | undefined>(this.#columns * this.#rows);
  }

  /** The number of items. */
  get size(): number {
    return this.#bounds.size;
  }

  /** Adds an item or moves it. */
  set(item: number, bounds: Bounds): void {
    this.delete(item);
    this.#bounds.set(item, bounds);
    const span = this.#span(bounds);
    if (cellsIn(span) > MANY_CELLS) {
      this.#wide.add(item);
      return;
    }
    this.#visit(span, (cell) => (this.#cells[cell] ??= []).push(item));
  }

  /** Removes an item if it is there. */
  delete(item: number): void {
    const bounds = this.#bounds.get(item);
    if (!bounds) return;
    this.#bounds.delete(item);
    this.#seen.delete(item);
    if (this.#wide.delete(item)) return;
    this.#visit(this.#span(bounds), (cell) => {
      const items = this.#cells[cell];
      const at = items?.indexOf(item) ?? -1;
      if (!items || at < 0) return;
      const last = items.pop();
      if (last !== undefined && at < items.length) items[at] = last;
    });
  }

  /** The items whose bounds touch the rectangle, in no particular order. */
  query(area: Bounds): number[] {
    const query = ++this.#query;
    const found: number[] = [];
    const test = (item: number): void => {
      if (this.#seen.get(item) === query) return;
      this.#seen.set(item, query);
      const bounds = this.#bounds.get(item);
      if (bounds && intersects(bounds, area)) found.push(item);
    };
    this.#wide.forEach(test);
    this.#visit(this.#span(area), (cell) => this.#cells[cell]?.forEach(test));
    return found;
  }

  #span(bounds: Bounds): Span {
    const column = (x: number): number => clamp(Math.floor(x / this.#size), 0, this.#columns - 1);
    const row = (y: number): number => clamp(Math.floor(y / this.#size), 0, this.#rows - 1);
    return {
      left: column(bounds.minX),
      right: column(bounds.maxX),
      top: row(bounds.minY),
      bottom: row(bounds.maxY),
    };
  }

  #visit(span: Span, action: (cell: number) => void): void {
    for (let row = span.top; row <= span.bottom; row++) {
      for (let column = span.left; column <= span.right; column++) {
        action(row * this.#columns + column);
      }
    }
  }
}

interface Span {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function cellsIn(span: Span): number {
  return (span.right - span.left + 1) * (span.bottom - span.top + 1);
}
