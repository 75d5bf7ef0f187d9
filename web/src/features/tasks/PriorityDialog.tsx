import { Alert, Button, Group, Modal, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { useSetPriority } from '@/api/tasks';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';

/** Sets the priority of the chosen tasks; higher ones are offered first. */
export function PriorityDialog(props: { opened: boolean; onClose: () => void; taskIds: string[] }) {
  const { id } = useCurrentProject();
  const [priority, setPriority] = useState<number | string>(0);
  const set = useSetPriority(id);
  const valid =
    typeof priority === 'number' &&
    Number.isInteger(priority) &&
    priority >= -1000 &&
    priority <= 1000;
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={`Set priority of ${count(props.taskIds.length, 'task')}`}
      size="sm"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typeof priority === 'number') {
            set.mutate(
              { taskIds: props.taskIds, priority },
              {
                onSuccess: ({ result }) => {
                  toast.done(`Priority ${priority} set on ${count(result.modified, 'task')}`);
                  props.onClose();
                },
              },
            );
          }
        }}
      >
        <Stack gap="md">
          {set.isError && (
            <Alert color="red" role="alert">
              {messageOf(set.error)}
            </Alert>
          )}
          <NumberInput
            label="Priority"
            description="From −1000 to 1000; tasks with a higher one come first"
            min={-1000}
            max={1000}
            allowDecimal={false}
            data-autofocus
            value={priority}
            onChange={setPriority}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!valid} loading={set.isPending}>
              Set priority
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
