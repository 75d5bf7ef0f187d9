import { TextInput, Tooltip } from '@mantine/core';
import { IconPointer, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useSelected } from '../shell/useSignal';
import { toolName, ToolSwatch } from '../shell/toolLook';
import classes from '../shell/editor.module.css';
import { useEditor } from './EditorContext';

/** From this many classes on there is a search field. */
const SEARCH_FROM = 9;

/** The classes that can be drawn, with colour, kind, shortcut and how many there are. */
export function ToolsPanel() {
  const { editor } = useEditor();
  const classId = useSelected(editor.state, (state) => state.classId);
  const version = useSelected(editor.state, (state) => state.version);
  const readOnly = useSelected(editor.state, (state) => state.readOnly);
  const [search, setSearch] = useState('');
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const object of editor.document.entries('tools')) {
      found.set(object.schemaId, (found.get(object.schemaId) ?? 0) + 1);
    }
    return { found, version };
  }, [editor, version]).found;
  const { tools } = editor.schema;
  const wanted = search.trim().toLowerCase();
  const shown = tools.filter((tool) => tool.title.toLowerCase().includes(wanted));

  return (
    <section className={classes.section} aria-label="Tools">
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>Tools</h2>
        <Tooltip label="Select and move (Esc)">
          <button
            type="button"
            className={classes.row}
            style={{ width: 'auto' }}
            aria-pressed={classId === null}
            aria-label="Select and move"
            onClick={() => editor.useClass(null)}
          >
            <IconPointer size={16} stroke={1.7} />
          </button>
        </Tooltip>
      </div>
      {tools.length >= SEARCH_FROM && (
        <TextInput
          size="xs"
          px={12}
          pb={6}
          placeholder="Search classes"
          aria-label="Search classes"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {tools.length === 0 && <p className={classes.hint}>This project has no drawing classes.</p>}
      <ul className={classes.tools}>
        {shown.map((tool) => {
          const drawable = editor.canDraw(tool);
          const total = counts.get(tool.schemaId) ?? 0;
          const why = drawable
            ? toolName(tool.tool)
            : tool.disabled === true
              ? 'No new objects of this class'
              : `${toolName(tool.tool)}: shown here, not drawn yet`;
          return (
            <li key={tool.schemaId}>
              <Tooltip
                label={tool.description ? `${why}. ${tool.description}` : why}
                position="right"
              >
                <button
                  type="button"
                  className={classes.row}
                  aria-pressed={classId === tool.schemaId}
                  disabled={!drawable || readOnly}
                  onClick={() => editor.useClass(classId === tool.schemaId ? null : tool.schemaId)}
                >
                  <ToolSwatch tool={tool.tool} color={editor.schema.colorOf(tool.schemaId)} />
                  <span className={classes.rowTitle}>
                    {tool.title}
                    {tool.required === true && (
                      <span className={classes.required} title="Required">
                        {' '}
                        *
                      </span>
                    )}
                  </span>
                  {total > 0 && (
                    <span className={classes.count} aria-label={`${total} objects`}>
                      {total}
                    </span>
                  )}
                  {tool.shortcutKey && (
                    <kbd className={classes.key}>{tool.shortcutKey.toUpperCase()}</kbd>
                  )}
                </button>
              </Tooltip>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
