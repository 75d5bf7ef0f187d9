import { Group, Modal, Stack, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { shortcutLabel, useActions } from '@/ui/actions';
import { Keys } from '@/ui/bits';

let opened = false;
const listeners = new Set<() => void>();

function setOpened(next: boolean): void {
  opened = next;
  listeners.forEach((listener) => listener());
}

/** Shows the shortcuts of the current page. */
export function openShortcuts(): void {
  setOpened(true);
}

const ALWAYS = [
  { label: 'Search and run anything', shortcut: 'mod+k' },
  { label: 'Next and previous row', shortcut: '↑ ↓' },
  { label: 'Select row, with Shift the range', shortcut: 'Space' },
  { label: 'Open row', shortcut: 'Enter' },
];

/** The list behind `?`. */
export function ShortcutsDialog() {
  const isOpen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => opened,
  );
  const actions = useActions();
  const groups = new Map<string, { label: string; shortcut: string }[]>([['Everywhere', ALWAYS]]);
  for (const action of actions) {
    if (action.shortcut) {
      const list = groups.get(action.group) ?? [];
      list.push({ label: action.label, shortcut: action.shortcut });
      groups.set(action.group, list);
    }
  }
  return (
    <Modal opened={isOpen} onClose={() => setOpened(false)} title="Shortcuts" size="md">
      <Stack gap="lg">
        {[...groups].map(([group, list]) => (
          <section key={group}>
            <Text size="xs" fw={600} c="dimmed" mb={6}>
              {group}
            </Text>
            <Stack gap={6}>
              {list.map((each) => (
                <Group key={each.label} justify="space-between" wrap="nowrap">
                  <Text>{each.label}</Text>
                  <Group gap={4} wrap="nowrap">
                    {each.shortcut.split(' ').map((part) => (
                      <Keys key={part} combination={shortcutLabel(part)} />
                    ))}
                  </Group>
                </Group>
              ))}
            </Stack>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}
