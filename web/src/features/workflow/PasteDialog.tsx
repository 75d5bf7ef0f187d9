import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import type { Stage } from '@/api/types';
import { useAdaptWorkflow } from '@/api/workflow';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { placeFault, type WorkflowFault } from './faults';
import { readWorkflow } from './transfer';
import classes from './Workflow.module.css';

export interface PasteDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Takes the stages onto the canvas, with what did not fit. */
  onUse: (stages: Stage[], told: WorkflowFault[]) => void;
}

/** Takes a workflow from elsewhere onto the canvas; what does not fit is told at its stage. */
export function PasteDialog(props: PasteDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Paste workflow JSON" size="lg">
      <PasteForm {...props} />
    </Modal>
  );
}

function PasteForm({ onClose, onUse }: PasteDialogProps) {
  const { id } = useCurrentProject();
  const [text, setText] = useState('');
  const adapt = useAdaptWorkflow(id);
  const read = text.trim() === '' ? {} : readWorkflow(text);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (read.stages) {
          adapt.mutate(read.stages, {
            onSuccess: ({ stages, warnings }) => {
              onUse(
                stages,
                warnings.map((warning) => placeFault(warning, 'warning')),
              );
              onClose();
            },
          });
        }
      }}
    >
      <Stack gap="md">
        <Textarea
          label="Workflow"
          description="As “Copy workflow JSON” gives it, or the stages of a project as the API does"
          placeholder={'{ "stages": [ … ] }'}
          value={text}
          error={read.fault}
          onChange={(event) => setText(event.currentTarget.value)}
          classNames={{ input: classes.json }}
          autosize
          minRows={8}
          maxRows={16}
          data-autofocus
        />
        <Text size="sm" c="dimmed" role="status">
          {read.stages
            ? `${count(read.stages.length, 'stage')} will take the place of those on the canvas, until you save or undo. Batches that rules ask for are made at once.`
            : 'People who are no members and secrets are left out; you are told what does not fit.'}
        </Text>
        {adapt.isError && (
          <Alert color="red" role="alert">
            {messageOf(adapt.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!read.stages} loading={adapt.isPending}>
            Put on canvas
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
