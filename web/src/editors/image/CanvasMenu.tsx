import { Menu } from '@mantine/core';
import {
  IconCopy,
  IconCopyPlus,
  IconEyeOff,
  IconFlag,
  IconHash,
  IconLock,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { geometryKind } from '@/engine/model/annotation';
import { useSignal } from '../shell/useSignal';
import { ToolSwatch } from '../shell/toolLook';
import classes from '../shell/editor.module.css';
import { useEditor } from './EditorContext';

const ITEMS: readonly (readonly [string, string, ReactNode])[] = [
  ['edit.copy', 'Copy', <IconCopy key="c" size={15} />],
  ['edit.duplicate', 'Duplicate', <IconCopyPlus key="d" size={15} />],
  ['object.lock', 'Lock or unlock', <IconLock key="l" size={15} />],
  ['object.flag', 'Flag or unflag', <IconFlag key="f" size={15} />],
  ['object.hide', 'Hide', <IconEyeOff key="h" size={15} />],
  ['object.copyId', 'Copy object id', <IconHash key="i" size={15} />],
];

/** The context menu of the canvas, opened by a right-click. */
export function CanvasMenu() {
  const { editor, commands } = useEditor();
  const request = useSignal(editor.menu);
  const { selection, readOnly } = useSignal(editor.state);
  if (!request) return null;
  const { at, objectId } = request;
  const object = objectId === null ? undefined : editor.document.get('tools', objectId);
  const kind = object ? geometryKind(object) : null;
  const others = editor.schema
    .classesOfKind(kind ?? '')
    .filter((each) => each.schemaId !== object?.schemaId);
  const item = (id: string, label: string, icon: ReactNode, danger = false) => (
    <Menu.Item
      key={id}
      leftSection={icon}
      style={danger ? { color: 'var(--k-danger-text)' } : undefined}
      disabled={!commands.enabled(id)}
      rightSection={<kbd className={classes.key}>{commands.label(id)}</kbd>}
      onClick={() => commands.run(id)}
    >
      {label}
    </Menu.Item>
  );
  return (
    <Menu
      opened
      onClose={() => editor.menu.set(null)}
      position="bottom-start"
      withInitialFocusPlaceholder={false}
      width={240}
      withinPortal
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label="Menu of the canvas"
          className={classes.menuAnchor}
          style={{ left: at.x, top: at.y }}
        />
      </Menu.Target>
      <Menu.Dropdown onPointerDown={(event) => event.stopPropagation()}>
        {object ? (
          <>
            <Menu.Label>
              {selection.size > 1 ? `${selection.size} objects` : object.title || 'Object'}
            </Menu.Label>
            {ITEMS.map(([id, label, icon]) => item(id, label, icon))}
            {!readOnly && object.lock !== true && others.length > 0 && (
              <>
                <Menu.Divider />
                <Menu.Label>Change class</Menu.Label>
                {others.slice(0, 8).map((definition) => (
                  <Menu.Item
                    key={definition.schemaId}
                    leftSection={
                      <ToolSwatch
                        tool={definition.tool}
                        color={editor.schema.colorOf(definition.schemaId)}
                      />
                    }
                    onClick={() => editor.changeClass([...selection], definition.schemaId)}
                  >
                    {definition.title}
                  </Menu.Item>
                ))}
              </>
            )}
            <Menu.Divider />
            {item('edit.delete', 'Delete', <IconTrash size={15} />, true)}
          </>
        ) : (
          <>
            {item('edit.paste', 'Paste', <IconCopyPlus size={15} />)}
            {item('edit.selectAll', 'Select all objects', <IconCopy size={15} />)}
            {item('object.showAll', 'Show all', <IconEyeOff size={15} />)}
            {item('view.fit', 'Fit to screen', <IconHash size={15} />)}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
