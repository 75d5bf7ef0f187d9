import {
  Alert,
  Button,
  Group,
  Modal,
  MultiSelect,
  NativeSelect,
  Stack,
  Switch,
  Text,
} from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { inWorkflowOrder } from '@/api/stages';
import { useRequeueTasks } from '@/api/tasks';
import type { Stage } from '@/api/types';
import { useStageAct } from '@/api/workflow';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';
import type { StageDialog } from './useStageMenu';

export interface StageDialogsProps {
  dialog: StageDialog | undefined;
  /** Tasks in the stage of the dialog, when known. */
  tasks: number | undefined;
  onClose: () => void;
}

/** Moves the tasks of a stage: on to the next one, or anywhere. */
export function StageDialogs({ dialog, tasks, onClose }: StageDialogsProps) {
  return (
    <Modal
      opened={dialog !== undefined}
      onClose={onClose}
      title={
        dialog?.kind === 'forward'
          ? `Send tasks on from ${dialog.stage.name}`
          : `Requeue the tasks in ${dialog?.stage.name ?? ''}`
      }
    >
      {dialog?.kind === 'forward' && (
        <ForwardForm stage={dialog.stage} tasks={tasks} onClose={onClose} />
      )}
      {dialog?.kind === 'requeue' && (
        <RequeueForm stage={dialog.stage} tasks={tasks} onClose={onClose} />
      )}
    </Modal>
  );
}

interface FormProps {
  stage: Stage;
  tasks: number | undefined;
  onClose: () => void;
}

function ForwardForm({ stage, tasks, onClose }: FormProps) {
  const { project, id } = useCurrentProject();
  const [batches, setBatches] = useState<string[]>([]);
  const act = useStageAct(id);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(
          {
            act: 'forwardTasks',
            stageId: stage.id,
            batches,
            title: `Sending tasks on from ${stage.name}`,
          },
          {
            onSuccess: ({ modified, job }) => {
              if (!job) {
                toast.done(`${count(modified, 'task')} sent on from ${stage.name}`);
              }
              onClose();
            },
          },
        );
      }}
    >
      <Stack gap="md">
        <Failure error={act.error} />
        <Text size="sm">{tasks === undefined ? '' : `${count(tasks, 'task')} wait here.`}</Text>
        <MultiSelect
          label="Only of these batches"
          placeholder={batches.length === 0 ? 'All batches' : undefined}
          data={project.batches.map((batch) => ({ value: batch._id, label: batch.name }))}
          value={batches}
          onChange={setBatches}
          nothingFoundMessage="No batch of this name"
          searchable
          clearable
        />
        <Buttons
          onClose={onClose}
          loading={act.isPending}
          action={batches.length > 0 ? 'Send chosen batches on' : 'Send all on'}
        />
      </Stack>
    </form>
  );
}

function RequeueForm({ stage, tasks, onClose }: FormProps) {
  const { project, id } = useCurrentProject();
  const targets = inWorkflowOrder(project.stages).filter(
    (each) => !each.consensusId && each.id !== stage.id,
  );
  const [toStageId, setTarget] = useState(
    (targets.find((each) => each.type === 'Label') ?? targets[0])?.id ?? '',
  );
  const [options, setOptions] = useState({
    removeAnnotations: false,
    removeAssignee: false,
    removeStageHistory: false,
  });
  const requeue = useRequeueTasks(id);
  const option = (key: keyof typeof options, label: string, description: string) => (
    <Switch
      label={label}
      description={description}
      checked={options[key]}
      onChange={(event) => setOptions({ ...options, [key]: event.currentTarget.checked })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        requeue.mutate(
          { fromStageIds: [stage.id], toStageId, ...options },
          {
            onSuccess: ({ modifiedCount }) => {
              const name = targets.find((each) => each.id === toStageId)?.name ?? toStageId;
              toast.done(`${count(modifiedCount.modified, 'task')} moved to ${name}`);
              onClose();
            },
          },
        );
      }}
    >
      <Stack gap="md">
        <Failure error={requeue.error} />
        <Text size="sm">{tasks === undefined ? '' : `${count(tasks, 'task')} are here.`}</Text>
        <NativeSelect
          label="To stage"
          data={targets.map((each) => ({ value: each.id, label: each.name }))}
          value={toStageId}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        {option(
          'removeAnnotations',
          'Remove annotations',
          'The tasks start empty; this cannot be undone',
        )}
        {option('removeAssignee', 'Remove assignee', 'Anyone may take them')}
        {option(
          'removeStageHistory',
          'Remove stage history',
          'Forgets which stages the tasks went through',
        )}
        <Buttons
          onClose={onClose}
          loading={requeue.isPending}
          disabled={!toStageId}
          danger={options.removeAnnotations || options.removeStageHistory}
          action={tasks === undefined ? 'Requeue tasks' : `Requeue ${count(tasks, 'task')}`}
        />
      </Stack>
    </form>
  );
}

function Failure({ error }: { error: unknown }) {
  return error ? (
    <Alert color="red" role="alert">
      {messageOf(error)}
    </Alert>
  ) : null;
}

function Buttons(props: {
  onClose: () => void;
  loading: boolean;
  action: string;
  disabled?: boolean;
  danger?: boolean;
}) {
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={props.onClose}>
        Cancel
      </Button>
      <Button
        type="submit"
        color={props.danger ? 'red' : undefined}
        loading={props.loading}
        disabled={props.disabled}
      >
        {props.action}
      </Button>
    </Group>
  );
}
