import type { AnnotationDocument, Change } from '../model/document';
import type { ImageSize } from '../geometry/point';
import type { ToolObject } from '../model/annotation';
import { boundsOfRings } from '../geometry/bounds';
import { outlineOf } from '../model/outline';
import { addObjects, cloned, isEntry, limitedMove, translated } from './edits';

/** Where copied objects are kept between tasks. */
export interface ClipStore {
  read(): string | null;
  write(text: string): void;
}

/** Key of the copied objects in the browser's storage. */
export const CLIP_KEY = 'kalem.clipboard';

/** How far a pasted copy lies from its original, in image pixels at least; more when zoomed out. */
const OFFSET = 10;

/** The browser's storage, so that copies reach other tasks and tabs. */
export const browserClipStore: ClipStore = {
  read() {
    try {
      return localStorage.getItem(CLIP_KEY);
    } catch {
      return null;
    }
  },
  write(text) {
    try {
      localStorage.setItem(CLIP_KEY, text);
    } catch {
      // Private mode or a full store: copying across tasks is then not possible.
    }
  },
};

/** Copies objects; the form is the export's, so it can be pasted into a file as well. */
export function copyText(objects: readonly ToolObject[]): string {
  return JSON.stringify({ kalem: 'objects', tools: objects });
}

/** The objects in a copied text, `[]` when it is something else. */
export function readCopied(text: string | null): ToolObject[] {
  if (text === null || text === '') return [];
  try {
    const parsed = JSON.parse(text) as { kalem?: unknown; tools?: unknown };
    if (parsed.kalem !== 'objects' || !Array.isArray(parsed.tools)) return [];
    return parsed.tools.filter((item): item is ToolObject => isEntry(item));
  } catch {
    return [];
  }
}

/** Copies with new ids moved a little, kept inside the image. Geometry that cannot be moved stays in place. */
export function pasted(
  document: AnnotationDocument,
  objects: readonly ToolObject[],
  image: ImageSize,
  pixel: number,
): { readonly changes: Change[]; readonly objects: ToolObject[] } {
  const offset = Math.max(OFFSET, 12 * pixel);
  const copies = objects.map((object) => {
    const copy = cloned(object);
    const bounds = outlineOf(copy)?.bounds ?? boundsOfRings([]);
    if (!bounds) return copy;
    let by = limitedMove(bounds, offset, offset, image);
    if (by.x === 0 && by.y === 0) by = limitedMove(bounds, -offset, -offset, image);
    return translated(copy, by.x, by.y) ?? copy;
  });
  return { changes: addObjects(document, copies), objects: copies };
}
