import { limitedMove, replaceObjects, translated } from '../commands/edits';
import { type Bounds, boundsOf, fromBox } from '../geometry/bounds';
import { distance, type ImagePoint } from '../geometry/point';
import { geometryKind, type ToolObject } from '../model/annotation';
import { isBox } from '../model/outline';
import {
  type Grip,
  gripAt,
  handleCursor,
  handlePosition,
  resized,
  vertexDeleted,
  vertexInserted,
  vertexMoved,
} from './handles';
import {
  CLICK_SLOP,
  type Draft,
  type Handled,
  REACH,
  type Tool,
  type ToolHost,
  type ToolPointer,
} from './tool';

/**
 * idle → pressedBody → moving
 * idle → gripping (a handle or a vertex)
 * idle → pressedEmpty → marquee
 */
type State =
  | { readonly name: 'idle' }
  | {
      readonly name: 'pressedBody';
      readonly from: ToolPointer;
      readonly objectId: string;
      /** The object was selected before: a click without moving goes to the next one below. */
      readonly wasSelected: boolean;
    }
  | {
      readonly name: 'moving';
      readonly from: ToolPointer;
      readonly objects: readonly ToolObject[];
      /** Around all objects before the move. */
      readonly bounds: Bounds | null;
    }
  | {
      readonly name: 'gripping';
      readonly from: ToolPointer;
      readonly object: ToolObject;
      readonly grip: Grip;
      /** Keeps the grip under the same spot of the pointer. */
      readonly slip: ImagePoint;
      readonly title: string;
    }
  | { readonly name: 'pressedEmpty'; readonly from: ToolPointer }
  | { readonly name: 'marquee'; readonly from: ToolPointer; readonly before: readonly string[] };

/** Selects, moves and reshapes. */
export class SelectTool implements Tool {
  readonly id = 'select';
  readonly draft: Draft | null = null;
  readonly #host: ToolHost;
  #state: State = { name: 'idle' };
  #latest: readonly ToolObject[] = [];
  #cursor = 'default';
  #rightPressed = false;

  constructor(host: ToolHost) {
    this.#host = host;
  }

  get cursor(): string {
    return this.#cursor;
  }

  get busy(): boolean {
    return this.#state.name !== 'idle';
  }

  down(pointer: ToolPointer): void {
    if (pointer.button === 'right') {
      this.#rightPressed = !this.cancel() && !this.#deleteVertex(pointer);
      return;
    }
    if (pointer.button !== 'left') return;
    const grip = this.#gripUnder(pointer.image);
    if (grip) {
      this.#startGripping(pointer, grip.object, grip.grip, 'Reshape');
      return;
    }
    if (pointer.ctrl && this.#insertVertex(pointer)) return;
    const hits = this.#host.scene.hits(pointer.image, REACH * this.#host.pixel());
    const [top] = hits;
    if (!top) {
      this.#state = { name: 'pressedEmpty', from: pointer };
      return;
    }
    const selected = hits.find((hit) => this.#host.selection.has(hit.object.objectId));
    const { objectId } = (selected ?? top).object;
    if (pointer.shift) {
      this.#toggle(top.object.objectId);
      return;
    }
    if (!selected) this.#host.select([objectId]);
    this.#state = {
      name: 'pressedBody',
      from: pointer,
      objectId,
      wasSelected: selected !== undefined,
    };
  }

  move(pointer: ToolPointer): void {
    const state = this.#state;
    const far = state.name !== 'idle' && distance(state.from.screen, pointer.screen) > CLICK_SLOP;
    switch (state.name) {
      case 'idle':
        this.#hover(pointer);
        return;
      case 'pressedBody':
        if (far) this.#startMoving(state.from, pointer);
        return;
      case 'moving':
        this.#showMove(state, pointer);
        return;
      case 'gripping':
        this.#showGrip(state, pointer);
        return;
      case 'pressedEmpty':
        if (far) {
          const before = pointer.shift ? [...this.#host.selection] : [];
          this.#state = { name: 'marquee', from: state.from, before };
          this.#showMarquee(this.#state, pointer);
        }
        return;
      case 'marquee':
        this.#showMarquee(state, pointer);
    }
  }

  up(pointer: ToolPointer): void {
    if (pointer.button === 'right' && this.#rightPressed) this.#openMenu(pointer);
    if (pointer.button !== 'left') return;
    const state = this.#state;
    this.#state = { name: 'idle' };
    switch (state.name) {
      case 'idle':
        return;
      case 'pressedBody':
        if (state.wasSelected) this.#cycle(pointer, state.objectId);
        return;
      case 'moving':
      case 'gripping': {
        const changed = this.#latest;
        this.#latest = [];
        this.#host.preview([]);
        if (changed.length > 0) {
          const title = state.name === 'moving' ? 'Move' : state.title;
          this.#host.commit(title, replaceObjects(this.#host.document, changed));
        }
        this.#hover(pointer);
        return;
      }
      case 'pressedEmpty':
        if (!pointer.shift) this.#host.select([]);
        return;
      case 'marquee':
        this.#host.setMarquee(null);
    }
  }

  doubleClick(pointer: ToolPointer): void {
    this.#host.zoomAt(pointer.screen, pointer.shift ? 0.5 : 2);
  }

  clickAt(point: ImagePoint): void {
    const [top] = this.#host.scene.hits(point, REACH * this.#host.pixel());
    this.#host.select(top ? [top.object.objectId] : []);
  }

  finish(): Handled {
    return false;
  }

  cancel(): Handled {
    const state = this.#state;
    this.#state = { name: 'idle' };
    this.#latest = [];
    if (state.name === 'idle') return false;
    this.#host.preview([]);
    this.#host.setMarquee(null);
    if (state.name === 'marquee') this.#host.select(state.before);
    return true;
  }

  #hover(pointer: ToolPointer): void {
    const grip = this.#gripUnder(pointer.image);
    const [top] = this.#host.scene.hits(pointer.image, REACH * this.#host.pixel());
    this.#host.setHovered(grip?.object.objectId ?? top?.object.objectId ?? null);
    if (grip) {
      this.#cursor = grip.grip.part === 'handle' ? handleCursor(grip.grip.handle) : 'pointer';
    } else if (top) {
      const movable =
        this.#host.selection.has(top.object.objectId) && this.#host.canEdit(top.object);
      this.#cursor = pointer.ctrl ? 'copy' : movable ? 'move' : 'pointer';
    } else {
      this.#cursor = 'default';
    }
  }

  /** Handles belong to a single selected object only, so that many selected ones can be dragged anywhere. */
  #gripUnder(point: ImagePoint): { object: ToolObject; grip: Grip } | null {
    const [only, ...others] = this.#host.selection;
    const shape =
      only !== undefined && others.length === 0 ? this.#host.scene.get(only) : undefined;
    if (!shape || this.#host.scene.isHidden(shape.object.objectId)) return null;
    if (!this.#host.canEdit(shape.object)) return null;
    const grip = gripAt(shape.object, point, REACH * this.#host.pixel());
    return grip ? { object: shape.object, grip } : null;
  }

  #startGripping(pointer: ToolPointer, object: ToolObject, grip: Grip, title: string): void {
    const at = gripLocation(object, grip, pointer.image);
    const slip = { x: at.x - pointer.image.x, y: at.y - pointer.image.y };
    this.#state = { name: 'gripping', from: pointer, object, grip, slip, title };
  }

  #startMoving(from: ToolPointer, pointer: ToolPointer): void {
    const objects: ToolObject[] = [];
    for (const objectId of this.#host.selection) {
      const object = this.#host.document.get('tools', objectId);
      if (object && this.#host.canEdit(object)) objects.push(object);
    }
    if (objects.length === 0) {
      this.#state = { name: 'idle' };
      return;
    }
    const bounds = this.#host.scene.boundsOf(objects.map((object) => object.objectId));
    this.#state = { name: 'moving', from, objects, bounds };
    this.#showMove(this.#state, pointer);
  }

  #showMove(state: Extract<State, { name: 'moving' }>, pointer: ToolPointer): void {
    const dx = pointer.image.x - state.from.image.x;
    const dy = pointer.image.y - state.from.image.y;
    const by = state.bounds
      ? limitedMove(state.bounds, dx, dy, this.#host.image)
      : { x: dx, y: dy };
    this.#latest = state.objects.flatMap((object) => translated(object, by.x, by.y) ?? []);
    this.#host.preview(this.#latest);
  }

  #showGrip(state: Extract<State, { name: 'gripping' }>, pointer: ToolPointer): void {
    const to = { x: pointer.image.x + state.slip.x, y: pointer.image.y + state.slip.y };
    const { object, grip } = state;
    const next =
      grip.part === 'handle'
        ? resized(object, grip.handle, to, this.#host.image)
        : vertexMoved(object, grip.index, to, this.#host.image);
    this.#latest = [next];
    this.#host.preview(this.#latest);
  }

  #showMarquee(state: Extract<State, { name: 'marquee' }>, pointer: ToolPointer): void {
    const area = boundsOf(state.from.image, pointer.image);
    this.#host.setMarquee(area);
    const caught = this.#host.scene.touching(area).map((shape) => shape.object.objectId);
    this.#host.select([...state.before, ...caught]);
  }

  #toggle(objectId: string): void {
    const selection = new Set(this.#host.selection);
    if (!selection.delete(objectId)) selection.add(objectId);
    this.#host.select(selection);
  }

  /** Repeated clicks go through the objects under the pointer. */
  #cycle(pointer: ToolPointer, objectId: string): void {
    const ids = this.#host.scene
      .hits(pointer.image, REACH * this.#host.pixel())
      .map((shape) => shape.object.objectId);
    const next = ids[(ids.indexOf(objectId) + 1) % ids.length];
    if (next !== undefined) this.#host.select([next]);
  }

  #insertVertex(pointer: ToolPointer): boolean {
    const reach = REACH * this.#host.pixel();
    const shapes = this.#host.scene.hits(pointer.image, reach);
    const target =
      shapes.find((shape) => this.#host.selection.has(shape.object.objectId)) ?? shapes[0];
    if (!target || geometryKind(target.object) !== 'polygon') return false;
    if (!this.#host.canEdit(target.object)) return false;
    const object = vertexInserted(target.object, pointer.image, reach);
    if (!object) return false;
    this.#host.select([object.objectId]);
    this.#host.commit('Add vertex', replaceObjects(this.#host.document, [object]));
    const grip = gripAt(object, pointer.image, reach);
    if (grip) this.#startGripping(pointer, object, grip, 'Move vertex');
    return true;
  }

  #deleteVertex(pointer: ToolPointer): boolean {
    const grip = pointer.ctrl ? this.#gripUnder(pointer.image) : null;
    if (grip?.grip.part !== 'vertex') return false;
    const object = vertexDeleted(grip.object, grip.grip.index);
    if (object) this.#host.commit('Delete vertex', replaceObjects(this.#host.document, [object]));
    return true;
  }

  #openMenu(pointer: ToolPointer): void {
    this.#rightPressed = false;
    const hits = this.#host.scene.hits(pointer.image, REACH * this.#host.pixel());
    const target = hits.find((hit) => this.#host.selection.has(hit.object.objectId)) ?? hits[0];
    const objectId = target?.object.objectId ?? null;
    if (objectId !== null && !this.#host.selection.has(objectId)) this.#host.select([objectId]);
    this.#host.openMenu(pointer.screen, objectId);
  }
}

function gripLocation(object: ToolObject, grip: Grip, fallback: ImagePoint): ImagePoint {
  if (grip.part === 'vertex') {
    const pair = (object['polygon'] as readonly (readonly [number, number])[] | undefined)?.[
      grip.index
    ];
    return pair ? { x: pair[0], y: pair[1] } : fallback;
  }
  const box = object['bounding-box'];
  return isBox(box) ? handlePosition(fromBox(box), grip.handle) : fallback;
}
