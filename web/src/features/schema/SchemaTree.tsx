import { Button, Menu, Text, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheckbox,
  IconChevronDown,
  IconCircleDot,
  IconForms,
  IconPlus,
  IconPoint,
  IconPolygon,
  IconQuestionMark,
  IconSelect,
  IconSquare,
} from '@tabler/icons-react';
import { useRef, useState, type ComponentType, type KeyboardEvent } from 'react';
import { SchemaPicture } from '@/ui/EmptyPictures';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import {
  flatten,
  insertNode,
  kindOf,
  makeNode,
  moveNode,
  nodeAt,
  pathKey,
  QUESTION_KINDS,
  removeNode,
  SECTIONS,
  siblingPath,
  TOOL_KINDS,
  type FlatNode,
  type Kind,
  type NodePath,
  type SectionName,
} from './model';
import type { SchemaEditor } from './useSchemaEditor';
import classes from './Schema.module.css';

const HEADINGS: Record<SectionName, string> = {
  tools: 'Classes to draw',
  classifications: 'Questions about the asset',
  relations: 'Relations',
};

const ICONS: Record<string, ComponentType<{ size?: number; stroke?: number }>> = {
  'bounding-box': IconSquare,
  polygon: IconPolygon,
  point: IconPoint,
  radio: IconCircleDot,
  checkbox: IconCheckbox,
  'single-dropdown': IconSelect,
  text: IconForms,
};

export interface SchemaTreeProps {
  editor: SchemaEditor;
  editable: boolean;
  selected: NodePath | undefined;
  onSelect: (path: NodePath | undefined) => void;
}

/** The classes as a tree; arrows walk, Alt with arrows moves, Delete deletes. */
export function SchemaTree({ editor, editable, selected, onSelect }: SchemaTreeProps) {
  const { schema } = editor;
  const tree = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<NodePath>();
  const selectedKey = selected && pathKey(selected);
  const empty = SECTIONS.every((section) => schema[section].length === 0);

  const add = (section: SectionName, kind: Kind) => {
    const path = { section, indexes: [schema[section].length] };
    editor.change(insertNode(schema, path, makeNode(schema, kind)));
    onSelect(path);
  };
  const move = (path: NodePath, to: number) => {
    const moved = moveNode(schema, path, to);
    editor.change(moved.schema);
    onSelect(moved.path);
  };
  const onKeyDown = (event: KeyboardEvent, item: FlatNode) => {
    const index = item.path.indexes[item.path.indexes.length - 1] ?? 0;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && event.altKey && editable) {
      event.preventDefault();
      move(item.path, index + step);
    } else if (step !== 0) {
      event.preventDefault();
      const rows = [...(tree.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      rows[rows.indexOf(event.currentTarget as HTMLElement) + step]?.focus();
    } else if (event.key === 'Delete' && editable) {
      event.preventDefault();
      deleteNode(editor, item.path, onSelect);
    }
  };

  return (
    <div className={classes.tree} ref={tree}>
      {empty && (
        <EmptyState picture={<SchemaPicture />} title="Say what is to be labeled">
          Add a class for each kind of thing to draw, and questions about the whole asset or about
          each drawn object.
        </EmptyState>
      )}
      {SECTIONS.filter((section) => section !== 'relations' || schema.relations.length > 0).map(
        (section) => (
          <section key={section} className={classes.section} aria-label={HEADINGS[section]}>
            <div className={classes.sectionHead}>
              <Text size="xs" fw={600} c="dimmed">
                {HEADINGS[section]}
              </Text>
              {editable && section !== 'relations' && (
                <AddMenu
                  label={section === 'tools' ? 'Add class' : 'Add question'}
                  kinds={section === 'tools' ? TOOL_KINDS : QUESTION_KINDS}
                  onAdd={(kind) => add(section, kind)}
                />
              )}
            </div>
            {flatten(schema, section).map((item) => {
              const key = pathKey(item.path);
              return (
                <TreeRow
                  key={key}
                  item={item}
                  selected={key === selectedKey}
                  faults={editor.faults.filter((fault) => fault.at === key).map((f) => f.message)}
                  failed={editor.faults.some((f) => f.at === key && f.level === 'error')}
                  draggable={editable}
                  onSelect={() => onSelect(item.path)}
                  onKeyDown={(event) => onKeyDown(event, item)}
                  onDragStart={() => setDragged(item.path)}
                  canDrop={
                    dragged !== undefined &&
                    pathKey(siblingPath(dragged, 0)) === pathKey(siblingPath(item.path, 0))
                  }
                  onDrop={() => {
                    if (dragged) {
                      move(dragged, item.path.indexes[item.path.indexes.length - 1] ?? 0);
                    }
                    setDragged(undefined);
                  }}
                />
              );
            })}
          </section>
        ),
      )}
    </div>
  );
}

/** Deletes a class with all below it; the toast brings it back. */
export function deleteNode(
  editor: SchemaEditor,
  path: NodePath,
  onSelect: (path: NodePath | undefined) => void,
): void {
  const node = nodeAt(editor.schema, path);
  if (!node) {
    return;
  }
  editor.change(removeNode(editor.schema, path));
  onSelect(undefined);
  toast.done(`${node.title || 'Class'} deleted, save to keep it so`, () => {
    editor.restore(path, node);
    onSelect(path);
  });
}

/** A menu of kinds to add. */
export function AddMenu(props: { label: string; kinds: Kind[]; onAdd: (kind: Kind) => void }) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          rightSection={<IconChevronDown size={12} />}
        >
          {props.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {props.kinds.map((kind) => {
          const Icon = ICONS[kind.tool] ?? IconQuestionMark;
          return (
            <Menu.Item
              key={kind.tool}
              leftSection={<Icon size={15} stroke={1.6} />}
              onClick={() => props.onAdd(kind)}
            >
              {kind.label}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function TreeRow(props: {
  item: FlatNode;
  selected: boolean;
  faults: string[];
  failed: boolean;
  draggable: boolean;
  canDrop: boolean;
  onSelect: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onDragStart: () => void;
  onDrop: () => void;
}) {
  const { node, depth, revealedBy } = props.item;
  const [over, setOver] = useState(false);
  const Icon = ICONS[node.tool] ?? IconQuestionMark;
  const title = node.title || 'Untitled';
  return (
    <UnstyledButton
      data-row
      className={classes.row}
      data-selected={props.selected || undefined}
      data-over={(over && props.canDrop) || undefined}
      aria-current={props.selected || undefined}
      style={{ paddingLeft: 8 + depth * 18 }}
      draggable={props.draggable}
      onClick={props.onSelect}
      onFocus={props.onSelect}
      onKeyDown={props.onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        props.onDragStart();
      }}
      onDragOver={(event) => {
        if (props.canDrop) {
          event.preventDefault();
          setOver(true);
        }
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        props.onDrop();
      }}
    >
      <span className={classes.kind} style={{ color: node.color ?? undefined }}>
        <Icon size={15} stroke={2} />
      </span>
      <span className={`truncate ${classes.rowTitle ?? ''}`} title={title}>
        {title}
        {node.required && (
          <span className={classes.required} title="Required">
            {' '}
            *
          </span>
        )}
      </span>
      {revealedBy && (
        <span
          className={`truncate ${classes.reveal ?? ''}`}
          title={`Asked when “${revealedBy}” is chosen`}
        >
          if {revealedBy}
        </span>
      )}
      <span className={classes.rowEnd}>
        {props.faults.length > 0 && (
          <Tooltip label={props.faults.join('. ')} multiline maw={300}>
            <IconAlertTriangle
              size={14}
              className={props.failed ? classes.error : classes.warning}
              aria-label={props.faults.join('. ')}
            />
          </Tooltip>
        )}
        {!kindOf(node.tool) && <span className={classes.foreign}>{node.tool}</span>}
        {node.shortcutKey && <kbd className={classes.key}>{node.shortcutKey}</kbd>}
      </span>
    </UnstyledButton>
  );
}
