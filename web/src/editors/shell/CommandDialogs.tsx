import { Modal, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { chordLabel, type Command, type CommandRegistry } from '@/engine/commands/registry';
import classes from './dialogs.module.css';

interface DialogProps {
  readonly commands: CommandRegistry;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Ctrl/Cmd+K in the editor: every action by its name, with its key. */
export function CommandPalette({ commands, opened, onClose }: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={520}
      title={null}
      attributes={{ content: { 'aria-label': 'Run a command' } }}
    >
      {opened && <Palette commands={commands} onClose={onClose} />}
    </Modal>
  );
}

function Palette({ commands, onClose }: Omit<DialogProps, 'opened'>) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const found = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    return commands
      .all()
      .filter((command) => command.keysOnly !== true && command.when?.() !== false)
      .filter((command) =>
        words.every((word) => `${command.group} ${command.title}`.toLowerCase().includes(word)),
      );
  }, [commands, query]);
  const run = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    // After the dialog gave the focus back.
    setTimeout(() => command.run(), 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (active + step + found.length) % Math.max(found.length, 1);
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[active]);
    }
  };
  return (
    <>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="md"
        px="md"
        py={6}
        leftSection={<IconSearch size={16} />}
        placeholder="Run a command"
        aria-label="Run a command"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
      />
      <div className={classes.results} id={listId} role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          // Chosen with the arrow keys of the field above; the pointer is the second way.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={command.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.result}
            onPointerMove={() => setActive(index)}
            onClick={() => run(command)}
          >
            <span>{command.title}</span>
            <Keys command={command} />
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <Text size="sm" c="dimmed" p="md">
          No command has this name.
        </Text>
      )}
    </>
  );
}

const GESTURES: readonly (readonly [string, string])[] = [
  ['Arrow keys', 'Move the crosshair, the selection, or the view'],
  ['Shift + arrow keys', 'The same by 10 px'],
  ['Wheel', 'Zoom at the pointer'],
  ['Double-click', 'Zoom in'],
  ['Space + drag, middle drag', 'Pan'],
  ['Shift + click', 'Add to the selection'],
  ['Right-click', 'Menu of an object; while drawing: take the last vertex back'],
  ['Ctrl + click an outline', 'Add a vertex'],
  ['Ctrl + right-click a vertex', 'Delete the vertex'],
  ['Shift + move', 'Draw a polygon freely'],
];

/** `?`: all keys of the editor. */
export function ShortcutsDialog({ commands, opened, onClose }: DialogProps) {
  const groups = new Map<string, Command[]>();
  for (const command of commands.all()) {
    if ((command.keys?.length ?? 0) === 0 || command.unlisted === true) continue;
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Shortcuts"
      size={760}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.groups}>
        {[...groups].map(([group, list]) => (
          <section key={group}>
            <h3 className={classes.groupTitle}>{group}</h3>
            {list.map((command) => (
              <div key={command.id} className={classes.shortcut}>
                <span>{command.title}</span>
                <Keys command={command} all />
              </div>
            ))}
          </section>
        ))}
        <section>
          <h3 className={classes.groupTitle}>Canvas</h3>
          {GESTURES.map(([gesture, action]) => (
            <div key={gesture} className={classes.shortcut}>
              <span>{action}</span>
              <kbd className={classes.key}>{gesture}</kbd>
            </div>
          ))}
        </section>
      </div>
    </Modal>
  );
}

function Keys({ command, all = false }: { command: Command; all?: boolean }) {
  const keys = all ? (command.keys ?? []) : (command.keys ?? []).slice(0, 1);
  return (
    <span className={classes.keys}>
      {keys.map((chord) => (
        <kbd key={chord} className={classes.key}>
          {chordLabel(chord)}
        </kbd>
      ))}
    </span>
  );
}
