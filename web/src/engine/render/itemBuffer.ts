import { RangePool } from './rangePool';

interface Range {
  readonly start: number;
  readonly length: number;
}

/**
 * Fixed-size items in one typed array that is mirrored to a GPU buffer. Every owner has a contiguous range; only the
 * span that changed since the last frame is uploaded.
 */
export class ItemBuffer {
  readonly #words: number;
  readonly #pool = new RangePool();
  readonly #ranges = new Map<number, Range>();
  #bytes: ArrayBuffer;
  #floats: Float32Array;
  #ints: Uint32Array;
  #dirtyFrom = Infinity;
  #dirtyTo = 0;
  #uploaded = 0;

  /** `words` is the size of one item in 32-bit words. */
  constructor(words: number) {
    this.#words = words;
    this.#bytes = new ArrayBuffer(words * 4 * 256);
    this.#floats = new Float32Array(this.#bytes);
    this.#ints = new Uint32Array(this.#bytes);
  }

  /** The items to draw, gaps included (gaps are transparent and have no size). */
  get count(): number {
    return this.#pool.end;
  }

  /** Gives the owner `length` items and calls `write` with the arrays and the first word. */
  set(
    owner: number,
    length: number,
    write: (floats: Float32Array, ints: Uint32Array, word: number) => void,
  ): void {
    let range = this.#ranges.get(owner);
    if (range?.length !== length) {
      this.delete(owner);
      if (length === 0) return;
      range = { start: this.#pool.take(length), length };
      this.#ranges.set(owner, range);
      this.#reserve(this.#pool.end);
    }
    if (length === 0) return;
    write(this.#floats, this.#ints, range.start * this.#words);
    this.#touch(range);
  }

  /** Takes the owner's items away. */
  delete(owner: number): void {
    const range = this.#ranges.get(owner);
    if (!range) return;
    this.#ranges.delete(owner);
    this.#pool.give(range.start, range.length);
    const from = range.start * this.#words;
    this.#ints.fill(0, from, from + range.length * this.#words);
    this.#touch(range);
  }

  /** Takes everything away. */
  clear(): void {
    this.#ranges.clear();
    this.#pool.clear();
    this.#dirtyFrom = Infinity;
    this.#dirtyTo = 0;
  }

  /** The GPU buffer is new and holds nothing. */
  invalidate(): void {
    this.#uploaded = 0;
  }

  /** Brings the bound GPU buffer up to date. */
  upload(gl: WebGL2RenderingContext): void {
    if (this.#uploaded < this.#bytes.byteLength) {
      gl.bufferData(gl.ARRAY_BUFFER, this.#bytes, gl.DYNAMIC_DRAW);
      this.#uploaded = this.#bytes.byteLength;
    } else if (this.#dirtyTo > this.#dirtyFrom) {
      const from = this.#dirtyFrom * this.#words;
      const to = this.#dirtyTo * this.#words;
      gl.bufferSubData(gl.ARRAY_BUFFER, from * 4, this.#ints.subarray(from, to));
    }
    this.#dirtyFrom = Infinity;
    this.#dirtyTo = 0;
  }

  #touch(range: Range): void {
    this.#dirtyFrom = Math.min(this.#dirtyFrom, range.start);
    this.#dirtyTo = Math.max(this.#dirtyTo, range.start + range.length);
  }

  #reserve(items: number): void {
    const needed = items * this.#words * 4;
    if (needed <= this.#bytes.byteLength) return;
    const grown = new ArrayBuffer(Math.max(needed, this.#bytes.byteLength * 2));
    new Uint32Array(grown).set(this.#ints);
    this.#bytes = grown;
    this.#floats = new Float32Array(grown);
    this.#ints = new Uint32Array(grown);
  }
}
