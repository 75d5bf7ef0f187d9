import type { ImageEditor } from '../editor';
import type { ScreenPoint } from '../geometry/point';
import { draftDrawing, emphasis, shapeDrawing } from '../render/appearance';
import { Canvas2dRenderer } from '../render/canvas2d';
import type { Drawing, Renderer } from '../render/renderer';
import { WebGlRenderer } from '../render/webgl';
import type { Shape } from '../scene/scene';
import type { ToolPointer } from '../tools/tool';
import { isMac } from '../commands/registry';
import { drawHud } from './hud';

/** The elements that make up the canvas, lowest first. All but the container take no pointer events. */
export interface CanvasElements {
  readonly container: HTMLElement;
  readonly image: HTMLElement;
  readonly pixelGrid: HTMLElement;
  readonly scene: HTMLCanvasElement;
  readonly hud: HTMLCanvasElement;
}

/** From this many screen pixels per image pixel on, the pixel grid shows. */
const GRID_FROM = 8;

/** Selected objects drawn with emphasis at most; with more the scene would be drawn twice. */
const EMPHASISED = 2000;

/** Binds an editor to elements of a page: feeds it pointer events and draws a frame when something changed. */
export class CanvasHost {
  readonly #elements: CanvasElements;
  readonly #editor: ImageEditor;
  readonly #renderer: Renderer;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #cleanUp: (() => void)[] = [];
  #frame = 0;
  #ratio = 1;
  #space = false;
  #panFrom: ScreenPoint | null = null;

  constructor(elements: CanvasElements, editor: ImageEditor) {
    this.#elements = elements;
    this.#editor = editor;
    this.#renderer =
      WebGlRenderer.create(elements.scene, editor.image) ?? new Canvas2dRenderer(elements.scene);
    elements.scene.dataset['renderer'] = this.#renderer.kind;
    this.#context = elements.hud.getContext('2d');
    this.#watchScene();
    this.#watchSize();
    this.#watchPointer();
    this.#watchSpace();
    this.#cleanUp.push(editor.frame.subscribe(() => this.#request()));
    this.#request();
  }

  /** Lets go of the elements and the editor. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const action of this.#cleanUp) action();
    this.#renderer.dispose();
  }

  #watchScene(): void {
    const { scene, schema, settings, state } = this.#editor;
    const write = (shape: Shape): void => {
      const hidden = scene.isHidden(shape.object.objectId);
      const { hideUnknown } = settings.get();
      this.#renderer.setShape(shape.slot, shapeDrawing(shape, schema, { hidden, hideUnknown }));
    };
    let { hideUnknown } = settings.get();
    this.#cleanUp.push(
      scene.observe({
        shapeChanged: write,
        shapeRemoved: (slot) => this.#renderer.removeShape(slot),
      }),
      settings.subscribe(() => {
        if (settings.get().hideUnknown === hideUnknown) return;
        hideUnknown = settings.get().hideUnknown;
        for (const shape of scene.shapes()) write(shape);
      }),
      state.subscribe(() => this.#request()),
    );
  }

  #watchSize(): void {
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = this.#elements.container;
      if (width === 0 || height === 0) return;
      this.#ratio = Math.min(globalThis.devicePixelRatio, 3);
      this.#renderer.resize(width, height, this.#ratio);
      this.#elements.hud.width = Math.round(width * this.#ratio);
      this.#elements.hud.height = Math.round(height * this.#ratio);
      this.#editor.viewport.resize({ width, height });
      this.#editor.viewChanged();
      this.#draw();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(this.#elements.container);
    measure();
    this.#cleanUp.push(() => observer.disconnect());
  }

  #watchPointer(): void {
    const { container } = this.#elements;
    const editor = this.#editor;
    this.#on(container, 'pointerdown', (event) => {
      // No focus ring for a focus that came from the pointer.
      container.dataset['byPointer'] = '';
      container.focus({ preventScroll: true });
      editor.menu.set(null);
      container.setPointerCapture(event.pointerId);
      if (event.button === 1 || (event.button === 0 && this.#space)) {
        event.preventDefault();
        this.#panFrom = this.#at(event);
        this.#request();
        return;
      }
      editor.pointerEvent('down', this.#pointer(event));
    });
    this.#on(container, 'pointermove', (event) => {
      const at = this.#at(event);
      if (this.#panFrom) {
        editor.viewport.panBy(at.x - this.#panFrom.x, at.y - this.#panFrom.y);
        this.#panFrom = at;
        editor.viewChanged();
        return;
      }
      editor.pointerEvent('move', this.#pointer(event));
    });
    const release = (event: PointerEvent): void => {
      if (this.#panFrom) {
        this.#panFrom = null;
        this.#request();
        return;
      }
      editor.pointerEvent('up', this.#pointer(event));
    };
    this.#on(container, 'pointerup', release);
    this.#on(container, 'pointercancel', () => {
      this.#panFrom = null;
      editor.tool.cancel();
      editor.redraw();
    });
    this.#on(container, 'blur', () => delete container.dataset['byPointer']);
    this.#on(container, 'pointerleave', () => editor.pointerLeft());
    this.#on(container, 'dblclick', (event) => {
      if (!this.#space) editor.pointerEvent('doubleClick', this.#pointer(event));
    });
    this.#on(container, 'contextmenu', (event) => event.preventDefault());
    this.#on(container, 'wheel', (event) => this.#wheel(event), { passive: false });
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    if (event.shiftKey && !event.ctrlKey) {
      this.#editor.viewport.panBy(-(event.deltaX || event.deltaY) * lines, 0);
      this.#editor.viewChanged();
      return;
    }
    // A pinch arrives as a wheel with Ctrl and small steps.
    const strength = event.ctrlKey ? 0.01 : 0.0015;
    this.#editor.zoomAt(this.#at(event), Math.exp(-event.deltaY * lines * strength));
  }

  /** Space pans while it is held, unless it is typed or presses a button. */
  #watchSpace(): void {
    const set = (down: boolean): void => {
      if (down === this.#space) return;
      this.#space = down;
      this.#request();
    };
    this.#on(document, 'keydown', (event) => {
      if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
      const { activeElement } = document;
      const free = activeElement === document.body || activeElement === this.#elements.container;
      if (!free || this.#editor.crosshair.get()) return;
      event.preventDefault();
      set(true);
    });
    this.#on(document, 'keyup', (event) => {
      if (event.key === ' ') set(false);
    });
    const release = (): void => set(false);
    globalThis.addEventListener('blur', release);
    this.#cleanUp.push(() => globalThis.removeEventListener('blur', release));
  }

  #on<K extends keyof HTMLElementEventMap>(
    target: HTMLElement | Document,
    name: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    const handler = listener as EventListener;
    target.addEventListener(name, handler, options);
    this.#cleanUp.push(() => target.removeEventListener(name, handler, options));
  }

  #at(event: MouseEvent): ScreenPoint {
    const box = this.#elements.container.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #pointer(event: MouseEvent): ToolPointer {
    const screen = this.#at(event);
    const buttons = ['left', 'middle', 'right'] as const;
    return {
      image: this.#editor.viewport.toImage(screen),
      screen,
      button: event.type === 'pointermove' ? 'none' : (buttons[event.button] ?? 'none'),
      shift: event.shiftKey,
      ctrl: isMac() ? event.metaKey : event.ctrlKey,
      alt: event.altKey,
    };
  }

  #request(): void {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = 0;
    const { viewport, settings, tool } = this.#editor;
    const { scale, x, y } = viewport.transform;
    const look = settings.get();
    const { image, pixelGrid, container } = this.#elements;
    image.style.transform = `matrix(${scale}, 0, 0, ${scale}, ${x}, ${y})`;
    image.style.imageRendering = look.smoothing && scale < GRID_FROM ? 'auto' : 'pixelated';
    image.style.filter =
      look.brightness === 0 && look.contrast === 0
        ? ''
        : `brightness(${1 + look.brightness / 100}) contrast(${1 + look.contrast / 100})`;
    pixelGrid.hidden = scale < GRID_FROM;
    if (!pixelGrid.hidden) {
      pixelGrid.style.backgroundSize = `${scale}px ${scale}px`;
      pixelGrid.style.backgroundPosition = `${x}px ${y}px`;
    }
    container.style.cursor = this.#panFrom ? 'grabbing' : this.#space ? 'grab' : tool.cursor;
    this.#renderer.setOverlay(this.#overlay());
    this.#renderer.draw({
      transform: viewport.transform,
      lineWidth: look.lineWidth,
      pointSize: look.pointSize,
      fillOpacity: look.opacity / 100,
    });
    if (this.#context) drawHud(this.#context, this.#editor, this.#ratio);
  }

  #overlay(): Drawing[] {
    const { scene, schema, state, tool } = this.#editor;
    const { selection, hovered } = state.get();
    const drawings: Drawing[] = [];
    const shown = (objectId: string): Shape | undefined =>
      scene.isHidden(objectId) ? undefined : scene.get(objectId);
    const over = hovered !== null && !selection.has(hovered) ? shown(hovered) : undefined;
    if (over) drawings.push(emphasis(over, schema, false, false));
    let count = 0;
    for (const objectId of selection) {
      if (++count > EMPHASISED) break;
      const shape = shown(objectId);
      if (!shape) continue;
      const grips = selection.size === 1 && this.#editor.canEdit(shape.object);
      drawings.push(emphasis(shape, schema, true, grips));
    }
    if (tool.draft) drawings.push(draftDrawing(tool.draft));
    return drawings;
  }
}
