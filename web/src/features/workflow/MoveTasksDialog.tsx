import { Alert, Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { drawnStages } from './model';
import type { WorkflowEditor } from './useWorkflowEditor';

/** Asks where the tasks of deleted stages go, then saves. */
export function MoveTasksDialog({ editor }: { editor: WorkflowEditor }) {
  const candidates = drawnStages(editor.stages);
  const [target, setTarget] = useState('');
  const chosen =
    target || (candidates.find((stage) => stage.type === 'Label') ?? candidates[0])?.id || '';
  const names = (editor.removed ?? []).map((stage) => `“${stage.name}”`).join(', ');
  return (
    <Modal
      opened={editor.removed !== undefined}
      onClose={editor.keepRemoved}
      title="Deleted stages still hold tasks"
    >
      <Stack gap="md">
        <Text>
          {names} will go. Choose where their tasks continue; labels and history stay with them.
        </Text>
        {editor.error && (
          <Alert color="red" role="alert">
            {editor.error.message}
          </Alert>
        )}
        <NativeSelect
          label="Move their tasks to"
          value={chosen}
          data={candidates.map((stage) => ({ value: stage.id, label: stage.name }))}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={editor.keepRemoved}>
            Cancel
          </Button>
          <Button loading={editor.saving} onClick={() => void editor.save(chosen)}>
            Move tasks and save
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
