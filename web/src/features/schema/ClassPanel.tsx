import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { SchemaClass } from '@/api/types';
import { CopyId } from '@/ui/bits';
import { ColorField } from './ColorField';
import {
  CONVERTIBLE,
  childrenOf,
  insertNode,
  kindOf,
  makeNode,
  moveNode,
  nodeAt,
  optionsOf,
  patchNode,
  pathKey,
  QUESTION_KINDS,
  type Kind,
  type NodePath,
} from './model';
import { OptionsField } from './OptionsField';
import { AddMenu, deleteNode } from './SchemaTree';
import type { SchemaEditor } from './useSchemaEditor';
import classes from './Schema.module.css';

export interface ClassPanelProps {
  editor: SchemaEditor;
  editable: boolean;
  path: NodePath;
  node: SchemaClass;
  onSelect: (path: NodePath | undefined) => void;
}

/** Settings of one class or question. */
export function ClassPanel({ editor, editable, path, node, onSelect }: ClassPanelProps) {
  const { schema } = editor;
  const kind = kindOf(node.tool);
  const key = pathKey(path);
  const index = path.indexes[path.indexes.length - 1] ?? 0;
  const parentPath = { ...path, indexes: path.indexes.slice(0, -1) };
  const parent = path.indexes.length > 1 ? nodeAt(schema, parentPath) : undefined;
  const convertible = CONVERTIBLE.find((group) => group.includes(node.tool));

  const patch = (changes: Partial<SchemaClass>) => editor.change(patchNode(schema, path, changes));
  const fault = (field: string) => {
    const found = editor.faults.filter((each) => each.at === key && each.field === field);
    return found.length > 0 ? found.map((each) => each.message).join('. ') : undefined;
  };
  const others = editor.faults.filter(
    (each) => each.at === key && !FIELDS.includes(each.field ?? ''),
  );
  const move = (to: number) => {
    const moved = moveNode(schema, path, to);
    editor.change(moved.schema);
    onSelect(moved.path);
  };
  const addNested = (nested: Kind) => {
    const nestedPath = { ...path, indexes: [...path.indexes, childrenOf(node).length] };
    editor.change(insertNode(schema, nestedPath, makeNode(schema, nested)));
    onSelect(nestedPath);
  };

  return (
    <div className={classes.panel}>
      <Group justify="space-between" mb="md" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Title order={2} className="truncate">
            {node.title || 'Untitled'}
          </Title>
          <Text size="xs" c="dimmed">
            {kind?.label ?? node.tool}
          </Text>
        </div>
        {editable && (
          <Group gap={2} wrap="nowrap">
            <IconAction label="Move up" onClick={() => move(index - 1)} disabled={index === 0}>
              <IconArrowUp size={16} />
            </IconAction>
            <IconAction label="Move down" onClick={() => move(index + 1)}>
              <IconArrowDown size={16} />
            </IconAction>
            <IconAction label="Delete" onClick={() => deleteNode(editor, path, onSelect)}>
              <IconTrash size={16} />
            </IconAction>
          </Group>
        )}
      </Group>
      {!kind && (
        <Text size="sm" c="dimmed" mb="md">
          Classes of the kind “{node.tool}” cannot be drawn in this version yet. They are kept as
          they are; what is not shown here can be edited as JSON.
        </Text>
      )}
      {others.map((each) => (
        <Text key={each.message} size="sm" c="red" role="alert" mb="sm">
          {each.message}
        </Text>
      ))}
      <Fieldset variant="unstyled" disabled={!editable}>
        <Stack gap="md">
          <TextInput
            label="Title"
            value={node.title}
            error={fault('title')}
            ref={(input) => {
              if (node.title === '' && document.activeElement === document.body) {
                input?.focus();
              }
            }}
            onChange={(event) => patch({ title: event.currentTarget.value })}
          />
          <Textarea
            label="Description"
            description="Help for labelers, shown under the title"
            autosize
            minRows={1}
            maxRows={8}
            value={node.description ?? ''}
            error={fault('description')}
            onChange={(event) => patch({ description: event.currentTarget.value })}
          />
          {convertible && (
            <NativeSelect
              label="Shown as"
              value={node.tool}
              data={convertible.map((tool) => ({
                value: tool,
                label: kindOf(tool)?.label ?? tool,
              }))}
              onChange={(event) => patch({ tool: event.currentTarget.value })}
            />
          )}
          {kind?.hasOptions && (
            <OptionsField
              options={optionsOf(node)}
              fault={fault('options')}
              onChange={(options) => patch({ options })}
              editable={editable}
            />
          )}
          {parent && optionsOf(parent).length > 0 && (
            <NativeSelect
              label="Asked"
              description={`Which answer to “${parent.title || 'Untitled'}” brings this question up`}
              value={node.parentOptionId ?? ''}
              error={fault('parentOptionId')}
              data={[
                { value: '', label: 'With any answer' },
                ...optionsOf(parent).map((option) => ({
                  value: option.schemaId,
                  label: `When “${option.value}” is chosen`,
                })),
              ]}
              onChange={(event) => patch({ parentOptionId: event.currentTarget.value || null })}
            />
          )}
          {node.tool === 'text' && <TextSettings node={node} patch={patch} fault={fault} />}
          <Group gap="xl" align="flex-start">
            <ColorField
              value={node.color ?? ''}
              fault={fault('color')}
              onChange={(color) => patch({ color })}
            />
            <TextInput
              label="Shortcut"
              w={90}
              maxLength={1}
              value={node.shortcutKey ?? ''}
              error={fault('shortcutKey') !== undefined}
              placeholder="None"
              onChange={(event) => patch({ shortcutKey: event.currentTarget.value.trim() })}
            />
          </Group>
          {fault('shortcutKey') && (
            <Text size="xs" className={classes.warning}>
              {fault('shortcutKey')}
            </Text>
          )}
          <Switch
            label="Required"
            description={
              path.section === 'tools' && path.indexes.length === 1
                ? 'A task cannot be submitted without at least one'
                : 'A task cannot be submitted without an answer'
            }
            checked={node.required ?? false}
            onChange={(event) => patch({ required: event.currentTarget.checked })}
          />
          <div>
            <Group justify="space-between">
              <Text size="sm" fw={500}>
                {path.section === 'classifications' || path.indexes.length > 1
                  ? 'Follow-up questions'
                  : 'Questions about each object'}
              </Text>
              {editable && (
                <AddMenu label="Add question" kinds={QUESTION_KINDS} onAdd={addNested} />
              )}
            </Group>
            {childrenOf(node).length === 0 ? (
              <Text size="xs" c="dimmed">
                None
              </Text>
            ) : (
              <Group gap={6} mt={4}>
                {childrenOf(node).map((child, childIndex) => (
                  <Button
                    key={child.schemaId || childIndex}
                    size="xs"
                    variant="default"
                    onClick={() => onSelect({ ...path, indexes: [...path.indexes, childIndex] })}
                  >
                    {child.title || 'Untitled'}
                  </Button>
                ))}
              </Group>
            )}
          </div>
        </Stack>
      </Fieldset>
      <div className={classes.schemaId}>
        <Text size="xs" c="dimmed">
          Schema id
        </Text>
        <CopyId id={node.schemaId || 'made when saved'} label="Copy schema id" />
        {fault('schemaId') && (
          <Text size="xs" c="red" role="alert">
            {fault('schemaId')}
          </Text>
        )}
      </div>
    </div>
  );
}

const FIELDS = [
  'title',
  'description',
  'options',
  'parentOptionId',
  'color',
  'shortcutKey',
  'schemaId',
  'regex',
  'minLength',
  'maxLength',
];

function IconAction(props: {
  label: string;
  onClick: () => void;
  disabled?: boolean;
  children: React.ReactNode;
}) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={props.label}
        disabled={props.disabled}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function TextSettings(props: {
  node: SchemaClass;
  patch: (changes: Partial<SchemaClass>) => void;
  fault: (field: string) => string | undefined;
}) {
  const { node, patch, fault } = props;
  const length = (key: 'minLength' | 'maxLength') =>
    typeof node[key] === 'number' ? node[key] : '';
  const setLength = (key: 'minLength' | 'maxLength', value: number | string) => {
    if (value !== '' || node[key] !== undefined) {
      patch({ [key]: value === '' ? null : Number(value) });
    }
  };
  return (
    <>
      <TextInput
        label="Pattern"
        description="A regular expression that the whole answer must match; empty = anything"
        placeholder="[A-Z]{2}\d+"
        value={typeof node.regex === 'string' ? node.regex : ''}
        error={fault('regex')}
        onChange={(event) => patch({ regex: event.currentTarget.value || null })}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Group gap="md">
        <NumberInput
          label="Least characters"
          w={130}
          min={0}
          allowDecimal={false}
          value={length('minLength')}
          error={fault('minLength')}
          onChange={(value) => setLength('minLength', value)}
        />
        <NumberInput
          label="Most characters"
          w={130}
          min={0}
          allowDecimal={false}
          value={length('maxLength')}
          error={fault('maxLength')}
          onChange={(value) => setLength('maxLength', value)}
        />
      </Group>
    </>
  );
}
