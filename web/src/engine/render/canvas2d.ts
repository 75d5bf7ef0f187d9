import { boundsOfRings } from '../geometry/bounds';
import type { Drawing, DrawnDot, DrawnPath, FrameSettings, Paint, Renderer } from './renderer';

/** Draws the same as the WebGL renderer with the plain canvas, where WebGL 2 is missing. */
export class Canvas2dRenderer implements Renderer {
  readonly kind = 'canvas2d';
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #shapes = new Map<number, Drawing>();
  #ratio = 1;

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser cannot draw on a canvas.');
    this.#canvas = canvas;
    this.#context = context;
  }

  setShape(slot: number, drawing: Drawing): void {
    this.#shapes.set(slot, drawing);
  }

  removeShape(slot: number): void {
    this.#shapes.delete(slot);
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.#ratio = pixelRatio;
    this.#canvas.width = Math.max(1, Math.round(width * pixelRatio));
    this.#canvas.height = Math.max(1, Math.round(height * pixelRatio));
  }

  draw(frame: FrameSettings): void {
    this.#context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    paintDrawings(this.#context, [...this.#shapes.values()], frame, this.#ratio);
  }

  dispose(): void {
    this.#shapes.clear();
  }
}

/** Paints drawings over what is there: first all paths, then all dots. */
export function paintDrawings(
  context: CanvasRenderingContext2D,
  drawings: readonly Drawing[],
  frame: FrameSettings,
  ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const right = context.canvas.width / ratio;
  const bottom = context.canvas.height / ratio;
  for (const { paths } of drawings) {
    for (const path of paths) paintPath(context, path, frame, right, bottom);
  }
  for (const { dots } of drawings) for (const dot of dots) paintDot(context, dot, frame);
  context.setLineDash([]);
}

function paintPath(
  context: CanvasRenderingContext2D,
  path: DrawnPath,
  frame: FrameSettings,
  right: number,
  bottom: number,
): void {
  const { scale, x, y } = frame.transform;
  const bounds = boundsOfRings(path.rings);
  if (!bounds) return;
  if (bounds.maxX * scale + x < -9 || bounds.minX * scale + x > right + 9) return;
  if (bounds.maxY * scale + y < -9 || bounds.minY * scale + y > bottom + 9) return;
  context.beginPath();
  for (const ring of path.rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const px = (ring[i] as number) * scale + x;
      const py = (ring[i + 1] as number) * scale + y;
      if (i === 0) context.moveTo(px, py);
      else context.lineTo(px, py);
    }
    if (path.closed) context.closePath();
  }
  if (path.fill && path.closed) {
    context.fillStyle = css(path.fill, frame.fillOpacity);
    context.fill('evenodd');
  }
  if (path.stroke) {
    context.strokeStyle = css(path.stroke, 1);
    context.lineWidth = Math.max(frame.lineWidth * path.weight, 1);
    context.lineJoin = 'round';
    context.setLineDash(path.dashed ? [5.5, 3.5] : []);
    context.stroke();
  }
}

function paintDot(context: CanvasRenderingContext2D, dot: DrawnDot, frame: FrameSettings): void {
  const { scale, x, y } = frame.transform;
  const radius = (dot.size || frame.pointSize) / 2 + 0.75;
  const cx = dot.x * scale + x;
  const cy = dot.y * scale + y;
  context.beginPath();
  if (dot.shape === 'square') context.rect(cx - radius, cy - radius, 2 * radius, 2 * radius);
  else context.arc(cx, cy, radius, 0, 2 * Math.PI);
  const white: Paint = { rgb: [255, 255, 255], alpha: dot.fill.alpha };
  context.fillStyle = css(dot.shape === 'disc' ? dot.fill : white, 1);
  context.strokeStyle = css(dot.shape === 'disc' ? white : dot.fill, 1);
  context.lineWidth = 1.5;
  context.setLineDash([]);
  context.fill();
  context.stroke();
}

function css(paint: Paint, opacity: number): string {
  const [r, g, b] = paint.rgb;
  return `rgb(${r} ${g} ${b} / ${paint.alpha * opacity})`;
}
