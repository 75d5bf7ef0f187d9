import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { geometryKind, type ToolObject } from '@/engine/model/annotation';
import { useSelected } from '../shell/useSignal';
import { toolName } from '../shell/toolLook';
import classes from '../shell/editor.module.css';
import { useEditor } from './EditorContext';
import { ObjectRow } from './ObjectRow';

const ROW = 30;

/** From this many objects on the list can be filtered. */
const SEARCH_FROM = 8;

/** All objects: the textual twin of the canvas. Only the rows in view exist. */
export function ObjectsPanel() {
  const { editor } = useEditor();
  const selection = useSelected(editor.state, (state) => state.selection);
  const hiddenCount = useSelected(editor.state, (state) => state.hiddenCount);
  const readOnly = useSelected(editor.state, (state) => state.readOnly);
  useSelected(editor.state, (state) => state.hiddenVersion);
  const objects = useSelected(editor.state, () => editor.document.entries('tools'));
  const [filter, setFilter] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => numbered(objects, filter), [objects, filter]);
  // The virtualizer's functions change with every render and are not handed to memoized parts.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    getItemKey: (index) => shown[index]?.object.objectId ?? index,
  });
  const [first] = selection;
  const selectedIndex =
    selection.size === 1 ? shown.findIndex((row) => row.object.objectId === first) : -1;
  useEffect(() => {
    if (selectedIndex >= 0) rows.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [rows, selectedIndex]);

  const allHidden = objects.length > 0 && hiddenCount >= objects.length;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const button = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Number(button.dataset['index']) + (event.key === 'ArrowDown' ? 1 : -1);
    if (next < 0 || next >= shown.length) return;
    rows.scrollToIndex(next, { align: 'auto' });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] button`)?.focus(),
    );
  };

  return (
    <section className={classes.section} data-grows aria-label="Objects">
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>
          Objects <span className={classes.count}>{objects.length}</span>
        </h2>
        {hiddenCount > 0 && <span className={classes.count}>{hiddenCount} hidden</span>}
        <Tooltip label={allHidden ? 'Show all (Shift+H)' : 'Hide all'}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            disabled={objects.length === 0}
            aria-label={allHidden ? 'Show all objects' : 'Hide all objects'}
            onClick={() => {
              if (allHidden) editor.showAll();
              else
                editor.setHidden(
                  objects.map((object) => object.objectId),
                  true,
                );
            }}
          >
            {allHidden ? <IconEyeOff size={15} /> : <IconEye size={15} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {objects.length >= SEARCH_FROM && (
        <TextInput
          size="xs"
          px={12}
          pb={6}
          placeholder="Filter objects"
          aria-label="Filter objects"
          leftSection={<IconSearch size={14} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {objects.length === 0 && (
        <p className={classes.hint}>Nothing drawn yet. Choose a tool above or press its key.</p>
      )}
      {objects.length > 0 && shown.length === 0 && (
        <p className={classes.hint}>No object matches “{filter}”.</p>
      )}
      {/* Arrow keys bubble up from the rows. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={scroller} className={classes.objects} onKeyDown={onKeyDown}>
        <ul
          className={classes.objectList}
          style={{ height: rows.getTotalSize() }}
          aria-label="Objects in the image"
        >
          {rows.getVirtualItems().map((item) => {
            const row = shown[item.index];
            return row ? (
              <ObjectRow
                key={item.key}
                object={row.object}
                number={row.number}
                index={item.index}
                total={shown.length}
                top={item.start}
                selected={selection.has(row.object.objectId)}
                hidden={editor.scene.isHidden(row.object.objectId)}
                readOnly={readOnly}
              />
            ) : null;
          })}
        </ul>
      </div>
    </section>
  );
}

interface NumberedObject {
  readonly object: ToolObject;
  readonly number: number;
}

function numbered(objects: readonly ToolObject[], filter: string): NumberedObject[] {
  const wanted = filter.trim().toLowerCase();
  const all = objects.map((object, index) => ({ object, number: index + 1 }));
  if (wanted === '') return all;
  return all.filter(({ object, number }) =>
    [object.title, object.objectId, toolName(geometryKind(object) ?? ''), String(number)].some(
      (text) => text.toLowerCase().includes(wanted),
    ),
  );
}
