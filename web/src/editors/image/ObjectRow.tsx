import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconEye,
  IconEyeOff,
  IconFlagFilled,
  IconLock,
  IconLockOpen,
  IconTrash,
} from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import { geometryKind, type ToolObject } from '@/engine/model/annotation';
import { useSelected } from '../shell/useSignal';
import { toolName, ToolSwatch } from '../shell/toolLook';
import classes from '../shell/editor.module.css';
import { useEditor } from './EditorContext';

interface ObjectRowProps {
  readonly object: ToolObject;
  readonly number: number;
  readonly index: number;
  readonly total: number;
  readonly top: number;
  readonly selected: boolean;
  readonly hidden: boolean;
  readonly readOnly: boolean;
}

/** One object of the list: click selects and shows it, the buttons hide, lock and delete it. */
export const ObjectRow = memo(function ObjectRow(props: ObjectRowProps) {
  const { object, number, index, total, top, selected, hidden, readOnly } = props;
  const { editor } = useEditor();
  const { objectId } = object;
  const hovered = useSelected(editor.state, (state) => state.hovered === objectId);
  const known = editor.schema.toolClass(object.schemaId);
  const title = known?.title ?? (object.title || 'Unknown class');
  const name = `${title} ${number}`;
  const kind = geometryKind(object) ?? '';
  const locked = object.lock === true;
  const select = (event: MouseEvent): void => {
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) {
      editor.focusObject(objectId);
      return;
    }
    const selection = new Set(editor.selection);
    if (!selection.delete(objectId)) selection.add(objectId);
    editor.select(selection);
  };
  return (
    <li
      className={classes.objectRow}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-selected={selected || undefined}
      data-hovered={hovered || undefined}
      aria-setsize={total}
      aria-posinset={index + 1}
      onPointerEnter={() => editor.setHovered(objectId)}
      onPointerLeave={() => editor.setHovered(null)}
    >
      <button
        type="button"
        className={classes.objectMain}
        data-hidden={hidden || undefined}
        aria-pressed={selected}
        aria-label={[
          name,
          toolName(kind),
          known ? '' : 'unknown class',
          locked ? 'locked' : '',
          hidden ? 'hidden' : '',
        ]
          .filter(Boolean)
          .join(', ')}
        onClick={select}
        onDoubleClick={() => editor.focusObject(objectId, true)}
      >
        <ToolSwatch tool={kind} color={editor.schema.colorOf(object.schemaId)} />
        <span className={classes.rowTitle}>
          {title} {!known && <em>(unknown)</em>}
        </span>
        {object['flag'] === true && <IconFlagFilled size={13} aria-label="Flagged" />}
        <span className={classes.objectNumber}>{number}</span>
      </button>
      <span className={classes.objectActions} data-sticky={hidden || locked || undefined}>
        <Tooltip label={hidden ? 'Show' : 'Hide (H)'}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            data-on={hidden || undefined}
            aria-label={`${hidden ? 'Show' : 'Hide'} ${name}`}
            onClick={() => editor.setHidden([objectId], !hidden)}
          >
            {hidden ? <IconEyeOff size={15} /> : <IconEye size={15} />}
          </ActionIcon>
        </Tooltip>
        {(!readOnly || locked) && (
          <Tooltip label={locked ? 'Unlock (L)' : 'Lock (L)'}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              disabled={readOnly}
              data-on={locked || undefined}
              aria-label={`${locked ? 'Unlock' : 'Lock'} ${name}`}
              onClick={() => editor.toggleLock([objectId])}
            >
              {locked ? <IconLock size={15} /> : <IconLockOpen size={15} />}
            </ActionIcon>
          </Tooltip>
        )}
        {!readOnly && (
          <Tooltip label={locked ? 'Locked objects cannot be deleted' : 'Delete'}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              disabled={locked}
              aria-label={`Delete ${name}`}
              onClick={() => editor.delete([objectId])}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
    </li>
  );
});
