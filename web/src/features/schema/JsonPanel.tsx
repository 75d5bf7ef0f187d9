import { Group, Text } from '@mantine/core';
import { useRef } from 'react';
import { Copy } from '@/ui/bits';
import { CodeArea } from '@/ui/CodeArea';
import { offsetOf } from '@/ui/json';
import type { SchemaEditor } from './useSchemaEditor';
import classes from './Schema.module.css';

/** The schema as JSON, in step with the form; a fault is marked at its line. */
export function JsonPanel({ editor, editable }: { editor: SchemaEditor; editable: boolean }) {
  const { text, jsonFault } = editor;
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <section className={classes.json} aria-label="Schema as JSON">
      <Group justify="space-between" className={classes.jsonHead}>
        <Text size="xs" fw={600} c="dimmed">
          JSON
        </Text>
        <Copy value={text} label="Copy JSON" />
      </Group>
      <CodeArea
        className={classes.code}
        fieldRef={field}
        label="Schema as JSON"
        value={text}
        readOnly={!editable}
        onChange={editor.changeText}
        faultLine={jsonFault?.line}
        describedBy="json-fault"
      />
      {jsonFault && (
        <button
          type="button"
          id="json-fault"
          className={classes.jsonFault}
          onClick={() => {
            const offset = offsetOf(text, jsonFault.line, jsonFault.column);
            field.current?.focus();
            field.current?.setSelectionRange(offset, offset + 1);
          }}
        >
          Line {jsonFault.line}, column {jsonFault.column}: {jsonFault.message}
        </button>
      )}
    </section>
  );
}
