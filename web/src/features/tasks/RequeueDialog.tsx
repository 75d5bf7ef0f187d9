import { Alert, Button, Group, Modal, NativeSelect, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { inWorkflowOrder } from '@/api/stages';
import { useRequeueTasks } from '@/api/tasks';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';

/** Moves the chosen tasks to another stage, outside the graph. */
export function RequeueDialog(props: { opened: boolean; onClose: () => void; taskIds: string[] }) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={`Requeue ${count(props.taskIds.length, 'task')}`}
    >
      <RequeueForm {...props} />
    </Modal>
  );
}

function RequeueForm({ onClose, taskIds }: { onClose: () => void; taskIds: string[] }) {
  const { project, id } = useCurrentProject();
  const stages = inWorkflowOrder(project.stages).filter((stage) => !stage.consensusId);
  const [toStageId, setStage] = useState(
    () => (stages.find((stage) => stage.type === 'Label') ?? stages[0])?.id ?? '',
  );
  const [removeAnnotations, setRemoveAnnotations] = useState(false);
  const [removeAssignee, setRemoveAssignee] = useState(false);
  const [removeStageHistory, setRemoveStageHistory] = useState(false);
  const requeue = useRequeueTasks(id);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        requeue.mutate(
          { taskIds, toStageId, removeAnnotations, removeAssignee, removeStageHistory },
          {
            onSuccess: ({ modifiedCount }) => {
              const name = stages.find((stage) => stage.id === toStageId)?.name ?? toStageId;
              const left = taskIds.length - modifiedCount.modified;
              toast.done(
                `${count(modifiedCount.modified, 'task')} moved to ${name}${left > 0 ? `, ${left} stayed where they were` : ''}`,
              );
              onClose();
            },
          },
        );
      }}
    >
      <Stack gap="md">
        {requeue.isError && (
          <Alert color="red" role="alert">
            {messageOf(requeue.error)}
          </Alert>
        )}
        <NativeSelect
          label="To stage"
          data={stages.map((stage) => ({ value: stage.id, label: stage.name }))}
          value={toStageId}
          onChange={(event) => setStage(event.currentTarget.value)}
        />
        <Switch
          label="Remove annotations"
          description="The tasks start empty; this cannot be undone"
          checked={removeAnnotations}
          onChange={(event) => setRemoveAnnotations(event.currentTarget.checked)}
        />
        <Switch
          label="Remove assignee"
          description="Anyone may take them; otherwise they go to whoever had them in that stage"
          checked={removeAssignee}
          onChange={(event) => setRemoveAssignee(event.currentTarget.checked)}
        />
        <Switch
          label="Remove stage history"
          description="Forgets which stages the tasks went through"
          checked={removeStageHistory}
          onChange={(event) => setRemoveStageHistory(event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={removeAnnotations || removeStageHistory ? 'red' : undefined}
            loading={requeue.isPending}
            disabled={!toStageId}
          >
            Requeue {count(taskIds.length, 'task')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
