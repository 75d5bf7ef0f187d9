import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';

export interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What happens, and that it cannot be undone. */
  children: ReactNode;
  /** Must be typed before the button works. */
  typed: string;
  action: string;
  loading?: boolean;
  error?: unknown;
  onConfirm: () => void;
}

/** Typed confirmation, only for what cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [text, setText] = useState('');
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onConfirm();
        }}
      >
        <Stack gap="sm">
          <Text>{props.children}</Text>
          {props.error instanceof Error && (
            <Alert color="red" role="alert">
              {props.error.message}
            </Alert>
          )}
          <TextInput
            label={
              <>
                Type <b>{props.typed}</b> to confirm
              </>
            }
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
            autoComplete="off"
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              color="red"
              loading={props.loading}
              disabled={text.trim() !== props.typed.trim()}
            >
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
