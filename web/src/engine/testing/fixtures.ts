import { ImageEditor } from '../editor';
import type { ToolPointer } from '../tools/tool';
import type { Answer, ToolObject } from '../model/annotation';
import { AnnotationDocument } from '../model/document';
import { type CategorySchema, type ClassDefinition, Schema } from '../model/schema';

/** A class with defaults for what a test does not care about. */
export function definition(
  given: Partial<ClassDefinition> & { schemaId: string; tool: string },
): ClassDefinition {
  return { title: given.schemaId, options: [], classifications: [], ...given };
}

/** A schema with one class per tool that can be drawn. */
export const SCHEMA: CategorySchema = {
  tools: [
    definition({ schemaId: 'car', tool: 'bounding-box', title: 'Car', shortcutKey: 'c' }),
    definition({ schemaId: 'van', tool: 'bounding-box', title: 'Van', shortcutKey: 'h' }),
    definition({ schemaId: 'road', tool: 'polygon', title: 'Road', shortcutKey: 'r' }),
    definition({ schemaId: 'lamp', tool: 'point', title: 'Lamp' }),
  ],
  classifications: [],
  relations: [],
};

/** A box object. */
export function box(
  objectId: string,
  x: number,
  y: number,
  width: number,
  height: number,
  schemaId = 'car',
): ToolObject {
  return {
    objectId,
    schemaId,
    title: schemaId,
    'bounding-box': { x, y, width, height },
    classifications: [],
  };
}

/** A polygon object. */
export function polygon(
  objectId: string,
  points: [number, number][],
  schemaId = 'road',
): ToolObject {
  return { objectId, schemaId, title: schemaId, polygon: points, classifications: [] };
}

/** An answer with these objects only. */
export function answerWith(...tools: ToolObject[]): Answer {
  return { tools, classifications: [], relations: [] };
}

/** An editor over a 1000 × 800 image shown at one screen pixel per image pixel. */
export function makeEditor(answer: Answer = answerWith(), readOnly = false) {
  let clip: string | null = null;
  const editor = new ImageEditor({
    document: new AnnotationDocument(answer),
    schema: new Schema(SCHEMA),
    image: { width: 1000, height: 800 },
    readOnly,
    mayUnlock: true,
    clips: {
      read: () => clip,
      write: (text) => {
        clip = text;
      },
    },
  });
  editor.viewport.resize({ width: 1048, height: 848 });
  return editor;
}

type Modifiers = Partial<Pick<ToolPointer, 'shift' | 'ctrl' | 'alt'>>;

/** Drives an editor with a pointer in image coordinates. */
export class Mouse {
  readonly #editor: ImageEditor;

  constructor(editor: ImageEditor) {
    this.#editor = editor;
  }

  /** A pointer event at an image point. */
  at(x: number, y: number, button: ToolPointer['button'], modifiers: Modifiers = {}): ToolPointer {
    const image = { x, y };
    const screen = this.#editor.viewport.toScreen(image);
    return { image, screen, button, shift: false, ctrl: false, alt: false, ...modifiers };
  }

  down(x: number, y: number, modifiers: Modifiers = {}): void {
    this.#editor.pointerEvent('down', this.at(x, y, 'left', modifiers));
  }

  move(x: number, y: number, modifiers: Modifiers = {}): void {
    this.#editor.pointerEvent('move', this.at(x, y, 'none', modifiers));
  }

  up(x: number, y: number, modifiers: Modifiers = {}): void {
    this.#editor.pointerEvent('up', this.at(x, y, 'left', modifiers));
  }

  click(x: number, y: number, modifiers: Modifiers = {}): void {
    this.move(x, y, modifiers);
    this.down(x, y, modifiers);
    this.up(x, y, modifiers);
  }

  drag(from: [number, number], to: [number, number], modifiers: Modifiers = {}): void {
    this.move(...from, modifiers);
    this.down(...from, modifiers);
    this.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, modifiers);
    this.move(...to, modifiers);
    this.up(...to, modifiers);
  }

  rightClick(x: number, y: number, modifiers: Modifiers = {}): void {
    this.#editor.pointerEvent('down', this.at(x, y, 'right', modifiers));
    this.#editor.pointerEvent('up', this.at(x, y, 'right', modifiers));
  }

  doubleClick(x: number, y: number): void {
    this.click(x, y);
    this.click(x, y);
    this.#editor.pointerEvent('doubleClick', this.at(x, y, 'left'));
  }
}

/** Random numbers in [0, 1) that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Timers that only move when told to. */
export class HandTimers {
  #now = 1_000_000;
  #next = 1;
  readonly #waiting = new Map<number, { at: number; action: () => void }>();

  readonly now = (): number => this.#now;

  set(action: () => void, ms: number): unknown {
    const id = this.#next++;
    this.#waiting.set(id, { at: this.#now + ms, action });
    return id;
  }

  clear(timer: unknown): void {
    this.#waiting.delete(timer as number);
  }

  /** Lets time pass and everything due in it happen, promises included. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settle();
      const due = [...this.#waiting].filter(([, timer]) => timer.at <= until);
      const first = due.sort((a, b) => a[1].at - b[1].at)[0];
      if (!first) break;
      this.#waiting.delete(first[0]);
      this.#now = Math.max(this.#now, first[1].at);
      first[1].action();
    }
    this.#now = until;
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
