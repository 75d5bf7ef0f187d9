import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { inWorkflowOrder } from '@/api/stages';
import { useMarkedStages, useRerun } from '@/api/tasks';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { StageDot } from '@/ui/StageBar';
import { ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { MARKS } from './marks';
import classes from './Tasks.module.css';

const ALL_MARKS = MARKS.map((mark) => mark.value);

/** Tries again what keeps marked tasks: an error, a way out that was connected since, a loop. */
export function RerunDialog({ stages, onClose }: { stages?: string[]; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Re-run marked tasks">
      <RerunForm stages={stages} onClose={onClose} />
    </Modal>
  );
}

function RerunForm({ stages, onClose }: { stages?: string[]; onClose: () => void }) {
  const { project, id } = useCurrentProject();
  const marked = useMarkedStages(id, ALL_MARKS);
  const [chosen, setChosen] = useState<string[] | undefined>(stages);
  const rerun = useRerun(id);
  if (marked.isPending) {
    return <RowsSkeleton rows={3} />;
  }
  if (marked.isError) {
    return <ErrorState error={marked.error} onRetry={() => void marked.refetch()} />;
  }
  const offered = inWorkflowOrder(project.stages).filter((stage) => marked.data.has(stage.id));
  const ids = offered
    .map((stage) => stage.id)
    .filter((stage) => chosen === undefined || chosen.includes(stage));
  const total = ids.reduce((sum, stage) => sum + (marked.data.get(stage) ?? 0), 0);
  if (offered.length === 0) {
    return <Text c="dimmed">No task is marked.</Text>;
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rerun.mutate(ids, {
          onSuccess: ({ modified, jobs }) => {
            toast.done(
              jobs > 0
                ? 'The tasks are run again in the background'
                : `${count(modified, 'task')} went on`,
            );
            onClose();
          },
        });
      }}
    >
      <Stack gap="md">
        {rerun.isError && (
          <Alert color="red" role="alert">
            {messageOf(rerun.error)}
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          All marked tasks of the chosen stages are tried again. Those that fail again keep their
          mark.
        </Text>
        <Checkbox.Group label="Stages" value={ids} onChange={(next) => setChosen(next)}>
          <Stack gap={8} mt={6}>
            {offered.map((stage) => (
              <Checkbox
                key={stage.id}
                value={stage.id}
                label={
                  <span className={classes.stage}>
                    <StageDot type={stage.type} />
                    <span>{stage.name}</span>
                    <span className={classes.none}>
                      {count(marked.data.get(stage.id) ?? 0, 'task')}
                    </span>
                  </span>
                }
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={ids.length === 0} loading={rerun.isPending}>
            Re-run {count(total, 'task')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
