import type { Bounds } from '../geometry/bounds';
import type { ImagePoint, ImageSize, ScreenPoint } from '../geometry/point';
import type { GeometryKind, ToolObject } from '../model/annotation';
import type { AnnotationDocument, Change } from '../model/document';
import type { Scene } from '../scene/scene';

/** A pointer event in both frames. */
export interface ToolPointer {
  readonly image: ImagePoint;
  readonly screen: ScreenPoint;
  readonly button: 'left' | 'middle' | 'right' | 'none';
  readonly shift: boolean;
  /** Ctrl, or Cmd on macOS. */
  readonly ctrl: boolean;
  readonly alt: boolean;
}

/** What a tool is doing right now, for the overlay. */
export interface Draft {
  /** Vertices placed so far; the last one may follow the pointer. */
  readonly points: readonly ImagePoint[];
  readonly closed: boolean;
  readonly color: string;
  /** The first vertex is a target that closes the shape. */
  readonly closing: boolean;
  /** Vertices shown as handles. */
  readonly vertices: readonly ImagePoint[];
}

/** What tools see of the editor. */
export interface ToolHost {
  readonly document: AnnotationDocument;
  readonly scene: Scene;
  readonly image: ImageSize;
  readonly selection: ReadonlySet<string>;
  /** Image pixels per CSS pixel: screen distances times this are image distances. */
  pixel(): number;
  /** Whether the object may be changed now (rights, lock, kind). */
  canEdit(object: ToolObject): boolean;
  select(objectIds: Iterable<string>): void;
  setHovered(objectId: string | null): void;
  setMarquee(area: Bounds | null): void;
  preview(objects: readonly ToolObject[]): void;
  commit(title: string, changes: readonly Change[], mergeKey?: string): void;
  /** Makes an object of the class that is being drawn, adds it and selects it. */
  place(kind: GeometryKind, value: unknown): void;
  /** Zooms in or, with Shift, out at a point. */
  zoomAt(point: ScreenPoint, factor: number): void;
  openMenu(point: ScreenPoint, objectId: string | null): void;
}

/** Whether a key was used up. */
export type Handled = boolean;

/**
 * A tool: a state machine over pointer and key events. It changes nothing but through its host, and holds no more
 * state than the gesture in progress.
 */
export interface Tool {
  readonly id: string;
  /** The CSS cursor for the current state. */
  readonly cursor: string;
  /** Whether a gesture is in progress. */
  readonly busy: boolean;
  readonly draft: Draft | null;
  down(pointer: ToolPointer): void;
  move(pointer: ToolPointer): void;
  up(pointer: ToolPointer): void;
  doubleClick(pointer: ToolPointer): void;
  /** A click made with the keyboard at the crosshair. */
  clickAt(point: ImagePoint): void;
  /** Ends the gesture with what is there, as `N` and Enter do. */
  finish(): Handled;
  /** Gives the gesture up. */
  cancel(): Handled;
}

/** How far the pointer may move between press and release for a click, in CSS pixels. */
export const CLICK_SLOP = 4;

/** How near counts as on, in CSS pixels. */
export const REACH = 7;
