import { ActionIcon, Alert, Button, Group, Text, Tooltip } from '@mantine/core';
import { useHotkeys, useLocalStorage } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp, IconCode } from '@tabler/icons-react';
import { useState } from 'react';
import { isStale } from '@/api/client';
import { useCurrentProject } from '@/features/project';
import { NotAllowed } from '@/ui/NotAllowed';
import { FailureDetail } from '@/ui/states';
import { count } from '@/ui/format';
import { StaleNotice } from '@/ui/StaleNotice';
import { UnsavedGuard } from '@/ui/UnsavedGuard';
import { ClassPanel } from './ClassPanel';
import { JsonPanel } from './JsonPanel';
import { nodeAt, type NodePath } from './model';
import { SchemaTree } from './SchemaTree';
import { useSchemaEditor } from './useSchemaEditor';
import classes from './Schema.module.css';

/** The editor of the category schema: tree, settings of one class, and the JSON beside them. */
export function SchemaPage() {
  const { may } = useCurrentProject();
  return may('seeSettings') ? (
    <SchemaEditorView />
  ) : (
    <NotAllowed what="The category schema is edited by managers." />
  );
}

function SchemaEditorView() {
  const { project, may } = useCurrentProject();
  const editor = useSchemaEditor(project);
  const [selected, setSelected] = useState<NodePath>();
  const [showJson, setShowJson] = useLocalStorage({
    key: 'kalem-schema-json',
    defaultValue: false,
  });
  const edits = may('editSchema');
  const node = selected && nodeAt(editor.schema, selected);
  const errors = editor.faults.filter((fault) => fault.level === 'error').length;
  const general = editor.faults.filter((fault) => fault.at === undefined);

  useHotkeys(
    edits
      ? [
          ['mod+s', () => void editor.save()],
          ['mod+z', editor.undo],
          ['mod+shift+z', editor.redo],
        ]
      : [],
  );

  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Text size="xs" c="dimmed" role="status">
          {editor.dirty
            ? errors > 0
              ? `Unsaved, ${count(errors, 'fault')} to correct first`
              : 'Unsaved changes'
            : `Saved${project.categorySchemaRevision ? `, revision ${project.categorySchemaRevision}` : ''}`}
        </Text>
        <Group gap={6} ml="auto">
          {edits && (
            <>
              <Tooltip label="Undo">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label="Undo"
                  disabled={!editor.canUndo}
                  onClick={editor.undo}
                >
                  <IconArrowBackUp size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label="Redo">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label="Redo"
                  disabled={!editor.canRedo}
                  onClick={editor.redo}
                >
                  <IconArrowForwardUp size={16} />
                </ActionIcon>
              </Tooltip>
            </>
          )}
          <Button
            variant={showJson ? 'light' : 'default'}
            aria-pressed={showJson}
            leftSection={<IconCode size={15} />}
            onClick={() => setShowJson(!showJson)}
          >
            JSON
          </Button>
          {edits && (
            <>
              <Button variant="default" disabled={!editor.dirty} onClick={editor.discard}>
                Discard
              </Button>
              <Button
                disabled={!editor.dirty || editor.blocked}
                loading={editor.saving}
                onClick={() => void editor.save()}
              >
                Save schema
              </Button>
            </>
          )}
        </Group>
      </div>
      {isStale(editor.error) && <StaleNotice onReload={() => void editor.reload()} />}
      {editor.error && !isStale(editor.error) && (
        <Alert
          color="red"
          role="alert"
          m="sm"
          title="The schema was not saved, your changes are kept"
        >
          {editor.error.message}
          <FailureDetail error={editor.error} />
        </Alert>
      )}
      {general.length > 0 && (
        <Alert color="yellow" m="sm">
          {general.map((fault) => (
            <div key={fault.message}>{fault.message}</div>
          ))}
        </Alert>
      )}
      <div className={classes.columns} data-json={showJson || undefined}>
        <SchemaTree editor={editor} editable={edits} selected={selected} onSelect={setSelected} />
        {selected && node ? (
          <ClassPanel
            key={node.schemaId}
            editor={editor}
            editable={edits}
            path={selected}
            node={node}
            onSelect={setSelected}
          />
        ) : (
          <div className={classes.nothing}>
            {editor.schema.tools.length + editor.schema.classifications.length > 0
              ? 'Choose a class or a question to see its settings.'
              : ''}
          </div>
        )}
        {showJson && <JsonPanel editor={editor} editable={edits} />}
      </div>
      <UnsavedGuard when={editor.dirty} onSave={editor.save} />
    </div>
  );
}
