import type { ImageEditor } from '../editor';
import { parseColor } from '../model/schema';
import type { Shape } from '../scene/scene';

/** Titles drawn at most; with more in view they would cover each other. */
const MANY = 400;
const FONT = '500 11px Inter, system-ui, sans-serif';

/** Draws what sits on top of the scene in screen coordinates: titles, guide lines, marquee, keyboard crosshair. */
export function drawHud(
  context: CanvasRenderingContext2D,
  editor: ImageEditor,
  ratio: number,
): void {
  const { width, height } = editor.viewport.canvas;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  drawTitles(context, editor);
  drawGuides(context, editor, width, height);
  drawMarquee(context, editor);
  drawCrosshair(context, editor, width, height);
}

function drawTitles(context: CanvasRenderingContext2D, editor: ImageEditor): void {
  const { selection, hovered } = editor.state.get();
  const { labels } = editor.settings.get();
  const shown = new Map<string, Shape>();
  if (labels !== 'none') {
    const visible = editor.scene.query(editor.viewport.visible());
    if (visible.length <= MANY)
      for (const shape of visible) shown.set(shape.object.objectId, shape);
  }
  const named = selection.size <= 20 ? [...selection] : [];
  if (hovered !== null) named.push(hovered);
  for (const objectId of named) {
    const shape = editor.scene.get(objectId);
    if (shape && !editor.scene.isHidden(objectId)) {
      shown.delete(objectId);
      shown.set(objectId, shape);
    }
  }
  context.font = FONT;
  context.textBaseline = 'middle';
  for (const shape of shown.values()) drawTitle(context, editor, shape, labels === 'id');
}

function drawTitle(
  context: CanvasRenderingContext2D,
  editor: ImageEditor,
  { object, outline }: Shape,
  byId: boolean,
): void {
  const known = editor.schema.toolClass(object.schemaId);
  const title = known?.title ?? `${object.title || object.schemaId} (unknown class)`;
  const text = byId ? object.objectId.slice(0, 8) : title;
  const label = object.lock === true ? `${text} · locked` : text;
  const corner = editor.viewport.toScreen({ x: outline.bounds.minX, y: outline.bounds.minY });
  const gap = outline.kind === 'point' ? 12 : 5;
  const textWidth = Math.min(context.measureText(label).width, 220);
  const chipHeight = 18;
  const x = Math.round(Math.max(2, corner.x - 1));
  const above = corner.y - chipHeight - gap;
  const y = Math.round(above < 2 ? Math.max(2, corner.y + gap) : above);
  const color = editor.schema.colorOf(object.schemaId);
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(x, y, textWidth + 12, chipHeight, 4);
  context.fill();
  context.fillStyle = readableOn(color);
  context.fillText(label, x + 6, y + chipHeight / 2 + 0.5, 220);
}

/** Black or white, whichever reads better on the colour. */
export function readableOn(color: string): string {
  const [r, g, b] = (parseColor(color) ?? [142, 145, 150]).map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
  return luminance > 0.179 ? '#111317' : '#ffffff';
}

function line(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  for (const [color, width] of [
    ['rgb(0 0 0 / 0.45)', 3],
    ['rgb(255 255 255 / 0.9)', 1],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }
}

function drawGuides(
  context: CanvasRenderingContext2D,
  editor: ImageEditor,
  width: number,
  height: number,
): void {
  const pointer = editor.pointer.get();
  const wanted = editor.settings.get().guides || editor.state.get().classId !== null;
  if (!wanted || !pointer || editor.crosshair.get()) return;
  const at = editor.viewport.toScreen(pointer);
  context.strokeStyle = 'rgb(255 255 255 / 0.55)';
  context.lineWidth = 1;
  context.setLineDash([4, 4]);
  for (const [color, offset] of [
    ['rgb(0 0 0 / 0.5)', 0],
    ['rgb(255 255 255 / 0.75)', 4],
  ] as const) {
    context.strokeStyle = color;
    context.lineDashOffset = offset;
    context.beginPath();
    context.moveTo(0, Math.round(at.y) + 0.5);
    context.lineTo(width, Math.round(at.y) + 0.5);
    context.moveTo(Math.round(at.x) + 0.5, 0);
    context.lineTo(Math.round(at.x) + 0.5, height);
    context.stroke();
  }
  context.setLineDash([]);
}

function drawMarquee(context: CanvasRenderingContext2D, editor: ImageEditor): void {
  const area = editor.marquee;
  if (!area) return;
  const a = editor.viewport.toScreen({ x: area.minX, y: area.minY });
  const b = editor.viewport.toScreen({ x: area.maxX, y: area.maxY });
  context.fillStyle = 'rgb(91 118 236 / 0.16)';
  context.strokeStyle = 'rgb(91 118 236)';
  context.lineWidth = 1;
  context.fillRect(a.x, a.y, b.x - a.x, b.y - a.y);
  context.strokeRect(Math.round(a.x) + 0.5, Math.round(a.y) + 0.5, b.x - a.x, b.y - a.y);
}

function drawCrosshair(
  context: CanvasRenderingContext2D,
  editor: ImageEditor,
  width: number,
  height: number,
): void {
  const point = editor.crosshair.get();
  if (!point) return;
  const at = editor.viewport.toScreen(point);
  line(context, 0, at.y, at.x - 6, at.y);
  line(context, at.x + 6, at.y, width, at.y);
  line(context, at.x, 0, at.x, at.y - 6);
  line(context, at.x, at.y + 6, at.x, height);
}
