import { type Bounds, contains, grow, intersects, union } from '../geometry/bounds';
import type { ImagePoint, ImageSize } from '../geometry/point';
import { edgeTouches, insideRings, nearestEdge, ringArea } from '../geometry/rings';
import type { ToolObject } from '../model/annotation';
import type { AnnotationDocument } from '../model/document';
import { type Outline, outlineOf } from '../model/outline';
import { SpatialGrid } from './spatialGrid';

/** A drawn object. The slot is its number in the index and in the renderer's buffers. */
export interface Shape {
  readonly slot: number;
  readonly object: ToolObject;
  readonly outline: Outline;
}

/** Told to whoever draws: these shapes changed or went. */
export interface SceneListener {
  shapeChanged(shape: Shape): void;
  shapeRemoved(slot: number): void;
}

/**
 * The objects of a document that have a place in the image, indexed by place. Follows the document change by
 * change; a drag in progress is shown through previews, which change the scene but not the document.
 */
export class Scene {
  readonly image: ImageSize;
  readonly #document: AnnotationDocument;
  readonly #grid: SpatialGrid;
  readonly #shapes = new Map<string, Shape>();
  readonly #bySlot: (Shape | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #hidden = new Set<string>();
  readonly #listeners = new Set<SceneListener>();
  readonly #stop: () => void;
  #previewed: ReadonlySet<string> = new Set();

  constructor(document: AnnotationDocument, image: ImageSize) {
    this.#document = document;
    this.image = image;
    this.#grid = new SpatialGrid(image);
    for (const object of document.entries('tools')) this.#set(object);
    this.#stop = document.subscribe((event) => {
      if (event.kind === 'replaced') {
        this.#reload();
        return;
      }
      for (const change of event.changes) {
        if (change.list === 'tools') this.#sync(change.objectId);
      }
    });
  }

  /** Stops following the document. */
  dispose(): void {
    this.#stop();
    this.#listeners.clear();
  }

  /** Tells the listener every shape now and every change from now on. */
  observe(listener: SceneListener): () => void {
    for (const shape of this.#shapes.values()) listener.shapeChanged(shape);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The shape of an object, `undefined` when it has no place in the image. */
  get(objectId: string): Shape | undefined {
    return this.#shapes.get(objectId);
  }

  /** All shapes. */
  shapes(): IterableIterator<Shape> {
    return this.#shapes.values();
  }

  /** Shows other geometry for objects while they are dragged; `[]` shows the document again. */
  preview(objects: readonly ToolObject[]): void {
    const shown = new Set(objects.map((object) => object.objectId));
    const before = this.#previewed;
    this.#previewed = shown;
    for (const objectId of before) {
      if (shown.has(objectId)) continue;
      this.#sync(objectId);
      const shape = this.#shapes.get(objectId);
      if (shape) this.#tell(shape);
    }
    for (const object of objects) this.#set(object);
  }

  /** The objects that are shown with other geometry than they have. */
  get previewed(): ReadonlySet<string> {
    return this.#previewed;
  }

  /** Whether the object is hidden for now; hiding is never stored. */
  isHidden(objectId: string): boolean {
    return this.#hidden.has(objectId);
  }

  /** The number of hidden objects. */
  get hiddenCount(): number {
    return this.#hidden.size;
  }

  /** Hides or shows objects. */
  setHidden(objectIds: Iterable<string>, hidden: boolean): void {
    for (const objectId of objectIds) {
      if (hidden) this.#hidden.add(objectId);
      else this.#hidden.delete(objectId);
      const shape = this.#shapes.get(objectId);
      if (shape) this.#tell(shape);
    }
  }

  /** Shows every hidden object. */
  showAll(): void {
    this.setHidden([...this.#hidden], false);
  }

  /** The rectangle around the objects, `null` when none has a place. */
  boundsOf(objectIds: Iterable<string>): Bounds | null {
    let bounds: Bounds | null = null;
    for (const objectId of objectIds) {
      const shape = this.#shapes.get(objectId);
      if (shape) bounds = bounds ? union(bounds, shape.outline.bounds) : shape.outline.bounds;
    }
    return bounds;
  }

  /**
   * The visible shapes under a point, best first: points, then outlines within the tolerance, then the smallest
   * area that contains the point.
   */
  hits(point: ImagePoint, tolerance: number): Shape[] {
    const at = { minX: point.x, minY: point.y, maxX: point.x, maxY: point.y };
    const found: { shape: Shape; rank: number }[] = [];
    for (const shape of this.query(grow(at, tolerance))) {
      const rank = hitRank(shape.outline, point, tolerance);
      if (rank !== null) found.push({ shape, rank });
    }
    return found
      .sort((a, b) => a.rank - b.rank || b.shape.slot - a.shape.slot)
      .map((hit) => hit.shape);
  }

  /** The visible shapes that touch an area with their outline or lie in it. */
  touching(area: Bounds): Shape[] {
    return this.query(area).filter(({ outline }) => {
      if (contains(area, outline.bounds)) return true;
      return outline.rings.some((ring) =>
        ring.length === 2
          ? intersects(area, outline.bounds)
          : edgeTouches(ring, outline.closed, area),
      );
    });
  }

  /** The visible shapes whose bounds touch an area. */
  query(area: Bounds): Shape[] {
    const shapes: Shape[] = [];
    for (const slot of this.#grid.query(area)) {
      const shape = this.#bySlot[slot];
      if (shape && !this.#hidden.has(shape.object.objectId)) shapes.push(shape);
    }
    return shapes;
  }

  #reload(): void {
    this.#previewed = new Set();
    const kept = new Set(this.#document.entries('tools').map((object) => object.objectId));
    for (const objectId of [...this.#shapes.keys()])
      if (!kept.has(objectId)) this.#remove(objectId);
    for (const object of this.#document.entries('tools')) this.#set(object);
  }

  #sync(objectId: string): void {
    const object = this.#document.get('tools', objectId);
    if (object) this.#set(object);
    else this.#remove(objectId);
  }

  #set(object: ToolObject): void {
    const present = this.#shapes.get(object.objectId);
    if (present?.object === object) return;
    const outline = outlineOf(object);
    if (!outline) {
      this.#remove(object.objectId);
      return;
    }
    const slot = present?.slot ?? this.#free.pop() ?? this.#bySlot.length;
    const shape = { slot, object, outline };
    this.#shapes.set(object.objectId, shape);
    this.#bySlot[slot] = shape;
    this.#grid.set(slot, outline.bounds);
    this.#tell(shape);
  }

  #remove(objectId: string): void {
    const shape = this.#shapes.get(objectId);
    if (!shape) return;
    this.#shapes.delete(objectId);
    this.#bySlot[shape.slot] = undefined;
    this.#free.push(shape.slot);
    this.#grid.delete(shape.slot);
    for (const listener of this.#listeners) listener.shapeRemoved(shape.slot);
  }

  #tell(shape: Shape): void {
    for (const listener of this.#listeners) listener.shapeChanged(shape);
  }
}

/** How well a point hits an outline, smaller is better; `null` = not at all. */
function hitRank(outline: Outline, point: ImagePoint, tolerance: number): number | null {
  if (outline.kind === 'point') {
    const [x, y] = outline.rings[0] ?? [];
    const d = Math.hypot((x ?? Infinity) - point.x, (y ?? Infinity) - point.y);
    return d <= tolerance * 1.5 ? d - 2 * tolerance : null;
  }
  let nearest = Infinity;
  for (const ring of outline.rings) {
    nearest = Math.min(nearest, nearestEdge(point, ring, outline.closed).distance);
  }
  if (nearest <= tolerance) return nearest / 1e6;
  if (outline.closed && insideRings(point, outline.rings)) {
    return 1 + outline.rings.reduce((area, ring) => area + ringArea(ring), 0);
  }
  return null;
}
