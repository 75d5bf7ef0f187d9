import type { Ring } from '../geometry/rings';
import type { Schema } from '../model/schema';
import { parseColor, UNKNOWN_COLOR } from '../model/schema';
import type { Shape } from '../scene/scene';
import { gripPoints } from '../tools/handles';
import type { Draft } from '../tools/tool';
import { type Drawing, NO_DRAWING, type Paint } from './renderer';

/** Fill strength at full opacity: a photograph stays readable under it. */
const FILL = 0.55;
const FALLBACK = [142, 145, 150] as const;
const WHITE: Paint = { rgb: [255, 255, 255], alpha: 1 };
const SHADE: Paint = { rgb: [0, 0, 0], alpha: 0.35 };

function paint(color: string, alpha: number): Paint {
  return { rgb: parseColor(color) ?? FALLBACK, alpha };
}

/** What decides how a shape of the scene looks. */
export interface ShapeState {
  readonly hidden: boolean;
  readonly hideUnknown: boolean;
}

/** The look of an object that is neither hovered nor selected. Unknown classes are grey and dashed. */
export function shapeDrawing(shape: Shape, schema: Schema, state: ShapeState): Drawing {
  const known = schema.toolClass(shape.object.schemaId) !== undefined;
  if (state.hidden || (!known && state.hideUnknown)) return NO_DRAWING;
  const color = known ? schema.colorOf(shape.object.schemaId) : UNKNOWN_COLOR;
  const { outline } = shape;
  if (outline.kind === 'point') {
    const [x = 0, y = 0] = outline.rings[0] ?? [];
    return {
      paths: [],
      dots: [{ x, y, fill: paint(color, 1), shape: known ? 'disc' : 'ring', size: 0 }],
    };
  }
  const stroke = paint(color, 1);
  const fill = outline.closed ? paint(color, known ? FILL : FILL / 2) : null;
  return {
    paths: [
      { rings: outline.rings, closed: outline.closed, stroke, fill, dashed: !known, weight: 1 },
    ],
    dots: [],
  };
}

/** The hovered or selected look, drawn over everything else. */
export function emphasis(shape: Shape, schema: Schema, selected: boolean, grips: boolean): Drawing {
  const color = schema.colorOf(shape.object.schemaId);
  const { outline, object } = shape;
  if (outline.kind === 'point') {
    const [x = 0, y = 0] = outline.rings[0] ?? [];
    return {
      paths: [],
      dots: [
        { x, y, fill: paint(color, 0.35), shape: 'disc', size: selected ? 22 : 16 },
        { x, y, fill: paint(color, 1), shape: 'disc', size: 0 },
      ],
    };
  }
  const { rings, closed } = outline;
  const fill = closed ? paint(color, selected ? 0.16 : 0.1) : null;
  const dashed = object.lock === true;
  return {
    paths: [
      { rings, closed, stroke: SHADE, fill, dashed: false, weight: selected ? 2.4 : 2 },
      { rings, closed, stroke: WHITE, fill: null, dashed: false, weight: selected ? 1.7 : 1.2 },
      { rings, closed, stroke: paint(color, 1), fill: null, dashed, weight: 1 },
    ],
    dots: grips
      ? gripPoints(object).map(({ x, y }) => ({
          x,
          y,
          fill: paint(color, 1),
          shape: outline.kind === 'polygon' ? ('ring' as const) : ('square' as const),
          size: 7,
        }))
      : [],
  };
}

/** The shape that is being drawn. */
export function draftDrawing(draft: Draft): Drawing {
  const ring: Ring = Float64Array.from(draft.points.flatMap(({ x, y }) => [x, y]));
  const color = paint(draft.color, 1);
  const fill = paint(draft.color, 0.18);
  const open = { rings: [ring], closed: false, fill: null, dashed: false };
  const outline = { ...open, closed: draft.closed && draft.closing };
  return {
    paths: [
      ...(draft.closed ? [{ ...open, closed: true, stroke: null, fill, weight: 1 }] : []),
      { ...outline, stroke: SHADE, weight: 2 },
      { ...outline, stroke: color, weight: 1 },
    ],
    dots: draft.vertices.map(({ x, y }, index) => ({
      x,
      y,
      fill: color,
      shape: 'ring' as const,
      size: draft.closing && index === 0 ? 12 : 6,
    })),
  };
}
