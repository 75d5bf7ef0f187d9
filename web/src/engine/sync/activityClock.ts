import type { Durations } from './taskPort';

/**
 * Counts active, idle and blurred time. Active is time within the timeout after an input; the seconds before the
 * timeout stay active. A hidden tab is idle and blurred at once; an inactive window without the pointer is idle.
 */
export class ActivityClock {
  readonly #now: () => number;
  readonly #timeout: number;
  #last: number;
  #lastInput: number;
  #hidden = false;
  #away = false;
  #active = 0;
  #idle = 0;
  #blur = 0;

  /** `timeout` in milliseconds, 0 = never idle for lack of input. */
  constructor(timeout: number, now: () => number) {
    this.#now = now;
    this.#timeout = timeout;
    this.#last = now();
    this.#lastInput = this.#last;
  }

  /** The mouse or a key was used in the page. */
  input(): void {
    this.#advance();
    this.#lastInput = this.#last;
    this.#away = false;
  }

  /** The tab went to the background or came back. */
  setHidden(hidden: boolean): void {
    this.#advance();
    this.#hidden = hidden;
    if (!hidden) this.#lastInput = this.#last;
  }

  /** The window is inactive and the pointer is not over the page, or not so any more. */
  setAway(away: boolean): void {
    this.#advance();
    this.#away = away;
  }

  /** Whether time counts as active now. */
  get active(): boolean {
    if (this.#hidden || this.#away) return false;
    return this.#timeout === 0 || this.#now() - this.#lastInput < this.#timeout;
  }

  /** The time counted so far, in whole milliseconds. */
  read(): Durations {
    this.#advance();
    return {
      duration: Math.round(this.#active),
      idleDuration: Math.round(this.#idle),
      blurDuration: Math.round(this.#blur),
    };
  }

  /** Time that was stored on the server is not counted again. */
  settle(stored: Durations): void {
    this.#advance();
    this.#active = Math.max(0, this.#active - stored.duration);
    this.#idle = Math.max(0, this.#idle - stored.idleDuration);
    this.#blur = Math.max(0, this.#blur - stored.blurDuration);
  }

  #advance(): void {
    const now = this.#now();
    const from = this.#last;
    const span = Math.max(0, now - from);
    this.#last = now;
    if (this.#hidden) {
      this.#idle += span;
      this.#blur += span;
    } else if (this.#away) {
      this.#idle += span;
    } else if (this.#timeout === 0) {
      this.#active += span;
    } else {
      const active = Math.max(0, Math.min(now, this.#lastInput + this.#timeout) - from);
      this.#active += Math.min(active, span);
      this.#idle += span - Math.min(active, span);
    }
  }
}
