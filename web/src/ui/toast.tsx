import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';

interface Undo {
  label?: string;
  run: () => void;
}

function show(message: string, kind: 'done' | 'failed', undo?: Undo): void {
  const id = `toast-${Date.now()}-${Math.random()}`;
  notifications.show({
    id,
    withBorder: true,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': 'Close the notice' },
    autoClose: kind === 'failed' ? 10_000 : undo ? 8000 : 4000,
    color: kind === 'failed' ? 'red' : 'indigo',
    icon: kind === 'failed' ? <IconAlertTriangle size={16} /> : <IconCheck size={16} />,
    role: kind === 'failed' ? 'alert' : 'status',
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{message}</Text>
        {undo && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              notifications.hide(id);
              undo.run();
            }}
          >
            {undo.label ?? 'Undo'}
          </Button>
        )}
      </Group>
    ),
  });
}

/** Short notices at the bottom of the screen. */
export const toast = {
  /** Something was done, with a way back where there is one. */
  done: (message: string, undo?: () => void) =>
    show(message, 'done', undo ? { run: undo } : undefined),
  /** Something failed; says what the server said. */
  failed: (error: unknown) =>
    show(error instanceof Error ? error.message : 'Something went wrong. Try again.', 'failed'),
};
