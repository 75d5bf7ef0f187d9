import { Group, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { Copy } from '@/ui/bits';
import type { SchemaEditor } from './useSchemaEditor';
import classes from './Schema.module.css';

const LINE_HEIGHT = 18;

/** The schema as JSON, in step with the form; a fault is marked at its line. */
export function JsonPanel({ editor, editable }: { editor: SchemaEditor; editable: boolean }) {
  const { text, jsonFault } = editor;
  const field = useRef<HTMLTextAreaElement>(null);
  const [scroll, setScroll] = useState(0);
  const [height, setHeight] = useState(600);
  const lines = text.split('\n').length;
  const first = Math.max(0, Math.floor(scroll / LINE_HEIGHT) - 1);
  const last = Math.min(lines, first + Math.ceil(height / LINE_HEIGHT) + 3);
  return (
    <section className={classes.json} aria-label="Schema as JSON">
      <Group justify="space-between" className={classes.jsonHead}>
        <Text size="xs" fw={600} c="dimmed">
          JSON
        </Text>
        <Copy value={text} label="Copy JSON" />
      </Group>
      <div className={classes.code}>
        <div className={classes.gutter} aria-hidden>
          {Array.from({ length: last - first }, (_, index) => first + index + 1).map((line) => (
            <span
              key={line}
              data-fault={line === jsonFault?.line || undefined}
              style={{ top: (line - 1) * LINE_HEIGHT - scroll + 8 }}
            >
              {line}
            </span>
          ))}
        </div>
        {jsonFault && (
          <div
            className={classes.faultLine}
            style={{ top: (jsonFault.line - 1) * LINE_HEIGHT - scroll + 8 }}
            aria-hidden
          />
        )}
        <textarea
          ref={field}
          className={classes.text}
          aria-label="Schema as JSON"
          aria-invalid={jsonFault !== undefined}
          aria-describedby={jsonFault ? 'json-fault' : undefined}
          spellCheck={false}
          wrap="off"
          readOnly={!editable}
          value={text}
          onChange={(event) => editor.changeText(event.currentTarget.value)}
          onScroll={(event) => {
            setScroll(event.currentTarget.scrollTop);
            setHeight(event.currentTarget.clientHeight);
          }}
        />
      </div>
      {jsonFault && (
        <button
          type="button"
          id="json-fault"
          className={classes.jsonFault}
          onClick={() => {
            const offset =
              text
                .split('\n')
                .slice(0, jsonFault.line - 1)
                .reduce((sum, line) => sum + line.length + 1, 0) +
              jsonFault.column -
              1;
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
