import {
  addObjects,
  hasEditableGeometry,
  limitedMove,
  removeObjects,
  replaceObjects,
  translated,
  withKeys,
  withoutKeys,
} from './commands/edits';
import { type ClipStore, copyText, pasted, readCopied } from './commands/clipboard';
import type { Bounds } from './geometry/bounds';
import { clampToImage, type ImagePoint, type ImageSize, type ScreenPoint } from './geometry/point';
import { type GeometryKind, geometryKind, newObjectId, type ToolObject } from './model/annotation';
import type { AnnotationDocument, Change } from './model/document';
import { History } from './model/history';
import type { ClassDefinition, Schema } from './model/schema';
import { Scene } from './scene/scene';
import { BoxTool } from './tools/boxTool';
import { PointTool } from './tools/pointTool';
import { PolygonTool } from './tools/polygonTool';
import { SelectTool } from './tools/selectTool';
import type { Tool, ToolHost, ToolPointer } from './tools/tool';
import { DEFAULT_SETTINGS, type ViewSettings } from './view/settings';
import { Signal } from './view/signal';
import { Viewport } from './view/viewport';

/** What panels show of the editor; a new object whenever something in it changes. */
export interface EditorState {
  readonly selection: ReadonlySet<string>;
  readonly hovered: string | null;
  /** The class being drawn, `null` = the select tool. */
  readonly classId: string | null;
  /** The document's version, so that lists know when to read it again. */
  readonly version: number;
  readonly undoTitle: string | null;
  readonly redoTitle: string | null;
  readonly hiddenCount: number;
  /** Grows when objects are hidden or shown. */
  readonly hiddenVersion: number;
  readonly readOnly: boolean;
}

/** A context menu asked for on the canvas. */
export interface MenuRequest {
  readonly at: ScreenPoint;
  readonly objectId: string | null;
}

/** What an editor is made of. */
export interface EditorParts {
  readonly document: AnnotationDocument;
  readonly schema: Schema;
  readonly image: ImageSize;
  readonly readOnly: boolean;
  /** Whether locked objects may be unlocked. */
  readonly mayUnlock: boolean;
  readonly clips: ClipStore;
}

/**
 * The image editor without any page around it: document, scene, tools, selection, view. Panels read `state` and call
 * methods; the canvas host feeds it pointer events and draws when `frame` fires.
 */
export class ImageEditor implements ToolHost {
  readonly document: AnnotationDocument;
  readonly schema: Schema;
  readonly image: ImageSize;
  readonly history: History;
  readonly scene: Scene;
  readonly viewport: Viewport;
  readonly state: Signal<EditorState>;
  readonly settings = new Signal<ViewSettings>(DEFAULT_SETTINGS);
  /** The pointer over the image, for the status bar. */
  readonly pointer = new Signal<ImagePoint | null>(null);
  /** The zoom, 1 = fitted. */
  readonly zoom = new Signal(1);
  readonly menu = new Signal<MenuRequest | null>(null);
  /** The keyboard crosshair; `null` while the pointer is used. */
  readonly crosshair = new Signal<ImagePoint | null>(null);
  /** Fires when the canvas must be drawn again. */
  readonly frame = new Signal(0);
  readonly #parts: EditorParts;
  readonly #select: SelectTool;
  readonly #stop: () => void;
  #tool: Tool;
  #marquee: Bounds | null = null;
  #crosshairUsed = false;
  #stepped: ReadonlySet<string> | null = null;

  constructor(parts: EditorParts) {
    this.#parts = parts;
    this.document = parts.document;
    this.schema = parts.schema;
    this.image = parts.image;
    this.history = new History(parts.document);
    this.scene = new Scene(parts.document, parts.image);
    this.viewport = new Viewport(parts.image);
    this.#select = new SelectTool(this);
    this.#tool = this.#select;
    this.state = new Signal<EditorState>({
      selection: new Set(),
      hovered: null,
      classId: null,
      version: this.document.version,
      undoTitle: null,
      redoTitle: null,
      hiddenCount: 0,
      hiddenVersion: 0,
      readOnly: parts.readOnly,
    });
    this.#stop = this.document.subscribe(() => this.#documentChanged());
    this.settings.subscribe(() => this.redraw());
  }

  /** Lets go of the document. */
  dispose(): void {
    this.#stop();
    this.scene.dispose();
    this.history.dispose();
  }

  get selection(): ReadonlySet<string> {
    return this.state.get().selection;
  }

  /** The tool in hand. */
  get tool(): Tool {
    return this.#tool;
  }

  /** The rectangle being dragged to select. */
  get marquee(): Bounds | null {
    return this.#marquee;
  }

  /** The objects that a key means: the hovered one, or all selected when it is one of them or none is hovered. */
  get targets(): readonly string[] {
    const { hovered, selection } = this.state.get();
    return hovered !== null && !selection.has(hovered) ? [hovered] : [...selection];
  }

  /** Asks for a new frame. */
  redraw(): void {
    this.frame.set(this.frame.get() + 1);
  }

  pixel(): number {
    return 1 / this.viewport.transform.scale;
  }

  canEdit(object: ToolObject): boolean {
    return !this.state.get().readOnly && object.lock !== true && hasEditableGeometry(object);
  }

  select(objectIds: Iterable<string>): void {
    this.#update({ selection: new Set(objectIds) });
  }

  setHovered(objectId: string | null): void {
    if (objectId !== this.state.get().hovered) this.#update({ hovered: objectId });
  }

  setMarquee(area: Bounds | null): void {
    this.#marquee = area;
    this.redraw();
  }

  preview(objects: readonly ToolObject[]): void {
    this.scene.preview(objects);
    this.redraw();
  }

  commit(title: string, changes: readonly Change[], mergeKey?: string): void {
    if (this.state.get().readOnly || changes.length === 0) return;
    this.document.apply({ origin: 'user', title, changes, mergeKey });
  }

  place(kind: GeometryKind, value: unknown): void {
    const definition = this.activeClass;
    if (!definition) return;
    const object: ToolObject = {
      objectId: newObjectId(),
      schemaId: definition.schemaId,
      title: definition.title,
      [kind]: value,
      classifications: [],
    };
    this.commit(`Add ${definition.title}`, addObjects(this.document, [object]));
    this.select([object.objectId]);
    if (!this.settings.get().fastTool) this.useClass(null);
  }

  zoomAt(point: ScreenPoint, factor: number): void {
    this.viewport.zoomBy(factor, point);
    this.viewChanged();
  }

  openMenu(at: ScreenPoint, objectId: string | null): void {
    this.menu.set({ at, objectId });
  }

  /** The view was moved. */
  viewChanged(): void {
    this.zoom.set(this.viewport.zoom);
    this.redraw();
  }

  /** The class being drawn. */
  get activeClass(): ClassDefinition | null {
    const { classId } = this.state.get();
    return classId === null ? null : (this.schema.toolClass(classId) ?? null);
  }

  /** Takes the tool of a class in hand, `null` = the select tool. */
  useClass(schemaId: string | null): void {
    const definition = schemaId === null ? undefined : this.schema.toolClass(schemaId);
    const tool = definition && !this.state.get().readOnly ? this.#toolFor(definition) : null;
    this.#tool.cancel();
    this.#tool = tool ?? this.#select;
    this.crosshair.set(null);
    this.#update({ classId: tool && definition ? definition.schemaId : null, hovered: null });
  }

  /** Whether this editor can draw objects of a class. */
  canDraw(definition: ClassDefinition): boolean {
    return definition.disabled !== true && this.#toolFor(definition) !== null;
  }

  #toolFor(definition: ClassDefinition): Tool | null {
    const color = this.schema.colorOf(definition.schemaId);
    switch (definition.tool) {
      case 'bounding-box':
        return new BoxTool(this, color);
      case 'polygon':
        return new PolygonTool(this, color);
      case 'point':
        return new PointTool(this);
      default:
        return null;
    }
  }

  /** Esc: gives the gesture up, then the tool, then the selection. */
  escape(): void {
    this.menu.set(null);
    if (this.#tool.cancel()) this.redraw();
    else if (this.state.get().classId !== null) this.useClass(null);
    else this.select([]);
  }

  /** Ends the gesture in hand, as `N` does. */
  finish(): void {
    this.#tool.finish();
    this.redraw();
  }

  /** Pointer events from the canvas. */
  pointerEvent(name: 'down' | 'move' | 'up' | 'doubleClick', pointer: ToolPointer): void {
    this.crosshair.set(null);
    this.pointer.set(pointer.image);
    this.#tool[name](pointer);
    this.redraw();
  }

  /** The pointer left the canvas. */
  pointerLeft(): void {
    this.pointer.set(null);
    this.setHovered(null);
    this.redraw();
  }

  /** Moves the keyboard crosshair; it appears in the middle of the view or where the pointer is. */
  moveCrosshair(dx: number, dy: number): void {
    const view = this.viewport.visible();
    const middle = { x: (view.minX + view.maxX) / 2, y: (view.minY + view.maxY) / 2 };
    const present = this.crosshair.get();
    const from = present ?? this.pointer.get() ?? middle;
    const point = clampToImage({ x: from.x + dx, y: from.y + dy }, this.image);
    this.crosshair.set(point);
    this.#crosshairUsed = false;
    const screen = this.viewport.toScreen(point);
    const plain = { shift: false, ctrl: false, alt: false };
    this.#tool.move({ image: point, screen, button: 'none', ...plain });
    this.viewport.reveal({ minX: point.x, minY: point.y, maxX: point.x, maxY: point.y });
    this.viewChanged();
  }

  /** Places a point at the crosshair, or ends the shape when one was just placed there. */
  clickCrosshair(): void {
    const point = this.crosshair.get();
    if (!point) return;
    if (this.#crosshairUsed && this.#tool.busy) this.#tool.finish();
    else this.#tool.clickAt(point);
    this.#crosshairUsed = true;
    this.redraw();
  }

  /** Moves the selected objects by image pixels, kept inside the image. */
  nudge(dx: number, dy: number): void {
    const objects = this.#editable(this.selection);
    const bounds = this.scene.boundsOf(objects.map((object) => object.objectId));
    if (!bounds) return;
    const by = limitedMove(bounds, dx, dy, this.image);
    const moved = objects.flatMap((object) => translated(object, by.x, by.y) ?? []);
    this.commit('Move', replaceObjects(this.document, moved), 'nudge');
  }

  /** Deletes objects that are not locked, with the relations that end at them. */
  delete(objectIds: readonly string[]): number {
    const changes = removeObjects(this.document, objectIds);
    const count = changes.filter((change) => change.list === 'tools').length;
    this.commit(count === 1 ? 'Delete object' : `Delete ${count} objects`, changes);
    return count;
  }

  /** Changes the class of objects to one of the same kind. */
  changeClass(objectIds: readonly string[], schemaId: string): number {
    const definition = this.schema.toolClass(schemaId);
    if (!definition) return 0;
    const objects = this.#unlocked(objectIds).filter(
      (object) => geometryKind(object) === definition.tool && object.schemaId !== schemaId,
    );
    // Answers to questions of the old class mean nothing for the new one.
    const changed = objects.map((object) =>
      withKeys(object, { schemaId, title: definition.title, classifications: [] }),
    );
    this.commit(`Change class to ${definition.title}`, replaceObjects(this.document, changed));
    return changed.length;
  }

  /** Replaces an object, for instance with other answers. */
  putObject(title: string, object: ToolObject, mergeKey?: string): void {
    this.commit(title, replaceObjects(this.document, [object]), mergeKey);
  }

  /** Locks the objects, or unlocks them when all are locked. */
  toggleLock(objectIds: readonly string[]): void {
    const objects = objectIds.flatMap((id) => this.document.get('tools', id) ?? []);
    const lock = !objects.every((object) => object.lock === true);
    if (!lock && !this.#parts.mayUnlock) return;
    const changed = objects
      .filter((object) => (object.lock === true) !== lock)
      .map((object) => {
        if (lock) return withKeys(object, { lock: true });
        return withoutKeys(object, 'lock');
      });
    this.commit(lock ? 'Lock' : 'Unlock', replaceObjects(this.document, changed));
  }

  /** Marks objects with a flag or takes it away. */
  toggleFlag(objectIds: readonly string[]): void {
    const changed = this.#unlocked(objectIds).map((object) =>
      object['flag'] === true ? withoutKeys(object, 'flag') : withKeys(object, { flag: true }),
    );
    this.commit('Flag', replaceObjects(this.document, changed));
  }

  /** Hides or shows objects; never stored. */
  setHidden(objectIds: readonly string[], hidden: boolean): void {
    this.scene.setHidden(objectIds, hidden);
    const { hovered, hiddenVersion } = this.state.get();
    this.#update({
      hiddenCount: this.scene.hiddenCount,
      hiddenVersion: hiddenVersion + 1,
      hovered: hidden && hovered !== null && objectIds.includes(hovered) ? null : hovered,
    });
  }

  /** Shows every hidden object. */
  showAll(): void {
    this.scene.showAll();
    this.#update({ hiddenCount: 0, hiddenVersion: this.state.get().hiddenVersion + 1 });
  }

  /** Copies objects; the number copied. */
  copy(objectIds: readonly string[]): number {
    const objects = objectIds.flatMap((id) => this.document.get('tools', id) ?? []);
    if (objects.length > 0) this.#parts.clips.write(copyText(objects));
    return objects.length;
  }

  /** Pastes copied objects with new ids and selects them; the number pasted. */
  paste(objects: readonly ToolObject[] = readCopied(this.#parts.clips.read())): number {
    if (this.state.get().readOnly || objects.length === 0) return 0;
    const paste = pasted(this.document, objects, this.image, this.pixel());
    this.commit(objects.length === 1 ? 'Paste' : `Paste ${objects.length} objects`, paste.changes);
    this.useClass(null);
    this.select(paste.objects.map((object) => object.objectId));
    return objects.length;
  }

  /** Copies the selected objects in place. */
  duplicate(): void {
    this.paste([...this.selection].flatMap((id) => this.document.get('tools', id) ?? []));
  }

  /** Takes the last step back or does it again, and shows what changed. */
  step(direction: 'undo' | 'redo'): string | null {
    if (this.state.get().readOnly || this.#tool.cancel()) return null;
    const title = direction === 'undo' ? this.history.undoTitle : this.history.redoTitle;
    const changes = direction === 'undo' ? this.history.undo() : this.history.redo();
    const ids = new Set(
      changes?.filter((c) => c.list === 'tools' && c.after).map((c) => c.objectId),
    );
    if (ids.size > 0) {
      this.select(ids);
      const bounds = this.scene.boundsOf(ids);
      if (bounds) this.viewport.reveal(bounds);
      this.viewChanged();
    }
    return title;
  }

  /** Selects an object and brings it into view; `zoom` also fills the view with it. */
  focusObject(objectId: string, zoom = false): void {
    this.select([objectId]);
    const bounds = this.scene.boundsOf([objectId]);
    if (!bounds) return;
    if (zoom) this.viewport.show(bounds, Math.max(8, this.viewport.transform.scale));
    else this.viewport.reveal(bounds);
    this.viewChanged();
  }

  /** Selects the next or previous object of the list. */
  stepObject(by: 1 | -1): void {
    const objects = this.document.entries('tools');
    if (objects.length === 0) return;
    const [current] = this.selection;
    const at = current === undefined ? -1 : this.document.indexOf('tools', current);
    const start = at < 0 && by < 0 ? 0 : at;
    const next = objects[(start + by + objects.length) % objects.length];
    if (!next) return;
    this.focusObject(next.objectId, true);
    this.#stepped = this.selection;
  }

  /** Whether the selection comes from going through the list, so that the same keys go on doing that. */
  get stepping(): boolean {
    return this.#stepped === this.selection;
  }

  /** Read-only from now on, or not any more. */
  setReadOnly(readOnly: boolean): void {
    if (readOnly === this.state.get().readOnly) return;
    this.#update({ readOnly });
    if (readOnly) this.useClass(null);
  }

  #unlocked(objectIds: Iterable<string>): ToolObject[] {
    const objects = [...objectIds].flatMap((id) => this.document.get('tools', id) ?? []);
    return objects.filter((object) => object.lock !== true);
  }

  #editable(objectIds: Iterable<string>): ToolObject[] {
    return this.#unlocked(objectIds).filter((object) => this.canEdit(object));
  }

  #documentChanged(): void {
    const { selection, hovered } = this.state.get();
    const present = (id: string): boolean => this.document.get('tools', id) !== undefined;
    const kept = [...selection].filter(present);
    this.#update({
      version: this.document.version,
      selection: kept.length === selection.size ? selection : new Set(kept),
      hovered: hovered !== null && present(hovered) ? hovered : null,
      undoTitle: this.history.undoTitle,
      redoTitle: this.history.redoTitle,
    });
  }

  #update(change: Partial<EditorState>): void {
    this.state.set({ ...this.state.get(), ...change });
    this.redraw();
  }
}
