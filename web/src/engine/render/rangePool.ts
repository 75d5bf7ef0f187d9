/**
 * Hands out contiguous ranges of a growing array and takes them back. Freed ranges are reused by length, so that a
 * shape whose vertex count changes does not move the others.
 */
export class RangePool {
  readonly #free = new Map<number, number[]>();
  #end = 0;

  /** One past the last item ever handed out. */
  get end(): number {
    return this.#end;
  }

  /** The start of a free range of `length` items. */
  take(length: number): number {
    const start = this.#free.get(length)?.pop();
    if (start !== undefined) return start;
    const fresh = this.#end;
    this.#end += length;
    return fresh;
  }

  /** Gives a range back. */
  give(start: number, length: number): void {
    const ranges = this.#free.get(length);
    if (ranges) ranges.push(start);
    else this.#free.set(length, [start]);
  }

  /** Forgets everything. */
  clear(): void {
    this.#free.clear();
    this.#end = 0;
  }
}
