import { useSignal } from '../shell/useSignal';
import classes from '../shell/editor.module.css';
import { useEditor } from './EditorContext';

const HINTS: Readonly<Record<string, string>> = {
  'bounding-box': 'Click two corners, or drag. Esc cancels.',
  polygon:
    'Click to add vertices, right-click takes one back, Shift draws freely. Enter or N closes.',
  point: 'Click to place a point. Esc puts the tool down.',
};

/** What is under the pointer, and what the tool in hand does. */
export function StatusBar() {
  const { editor } = useEditor();
  const { hovered, selection, classId, readOnly } = useSignal(editor.state);
  const pointer = useSignal(editor.pointer);
  const crosshair = useSignal(editor.crosshair);
  const at = crosshair ?? pointer;
  const object = hovered === null ? undefined : editor.document.get('tools', hovered);
  const title =
    object &&
    (editor.schema.toolClass(object.schemaId)?.title ?? `${object.title} (unknown class)`);
  const active = editor.activeClass;
  const idle = readOnly
    ? 'Read only'
    : selection.size === 1
      ? 'Drag to move, handles to reshape. Delete removes, Ctrl+D duplicates.'
      : 'Choose a tool, or click an object. Space and drag pans, the wheel zooms.';
  const hint = crosshair
    ? 'Arrow keys move the crosshair (Shift: 10 px), Enter or Space places a point.'
    : active
      ? `${active.title}: ${HINTS[active.tool] ?? ''}`
      : idle;
  return (
    <div className={classes.status} id="canvas-status">
      <span className={classes.statusHint} data-class={classId ?? undefined}>
        {title ?? hint}
      </span>
      <span className="num">{at ? `${at.x.toFixed(1)}, ${at.y.toFixed(1)}` : ''}</span>
      <span className="num">
        {editor.image.width} × {editor.image.height} px
      </span>
    </div>
  );
}
