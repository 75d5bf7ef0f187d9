import {
  IconBrush,
  IconCircle,
  IconLasso,
  IconLine,
  IconPointFilled,
  IconPolygon,
  IconRectangle,
  IconRotateRectangle,
  IconVectorSpline,
} from '@tabler/icons-react';
import { readableOn } from '@/engine/view/hud';
import classes from './editor.module.css';

const ICONS: Readonly<Record<string, typeof IconPointFilled>> = {
  'bounding-box': IconRectangle,
  'rotated-bounding-box': IconRotateRectangle,
  polygon: IconPolygon,
  polyline: IconLine,
  spline: IconVectorSpline,
  segmentation: IconLasso,
  point: IconPointFilled,
  circle: IconCircle,
  brush: IconBrush,
};

/** The icon of a tool kind in the colour of a class: colour never stands alone. */
export function ToolSwatch({ tool, color }: { tool: string; color: string }) {
  const Icon = ICONS[tool] ?? IconPointFilled;
  return (
    <span className={classes.swatch} style={{ background: color }} aria-hidden>
      <Icon size={14} stroke={2} color={readableOn(color)} />
    </span>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  'bounding-box': 'Bounding box',
  'rotated-bounding-box': 'Rotated box',
  polygon: 'Polygon',
  polyline: 'Polyline',
  spline: 'Spline',
  segmentation: 'Segmentation',
  point: 'Point',
  circle: 'Circle',
  brush: 'Brush',
};

/** The name of a tool kind for people. */
export function toolName(tool: string): string {
  return NAMES[tool] ?? tool;
}
