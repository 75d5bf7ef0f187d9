import { Alert, Badge, Button, Drawer, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ApiError, messageOf } from '@/api/client';
import {
  readWorkflowVersion,
  useRestoreVersion,
  useWorkflowVersions,
  type WorkflowVersion,
} from '@/api/workflow';
import { useCurrentProject } from '@/features/project';
import { Person, RelativeTime } from '@/ui/bits';
import { count } from '@/ui/format';
import { Pager } from '@/ui/Pager';
import { ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { drawnStages } from './model';
import type { WorkflowEditor } from './useWorkflowEditor';
import classes from './Workflow.module.css';

export interface VersionsDrawerProps {
  opened: boolean;
  onClose: () => void;
  editor: WorkflowEditor;
  editable: boolean;
}

/** The saved versions: who saved them and when; any can be looked at and restored. */
export function VersionsDrawer({ opened, onClose, editor, editable }: VersionsDrawerProps) {
  const { id } = useCurrentProject();
  const [page, setPage] = useState(1);
  const versions = useWorkflowVersions(id, page, opened);
  const restore = useRestoreVersion(id);
  /** A version that drops stages that still hold tasks, until it is said where they go. */
  const [asked, setAsked] = useState<WorkflowVersion>();

  const run = (version: WorkflowVersion, moveTasksTo?: string) =>
    restore.mutate(
      { revision: version.revision, moveTasksTo },
      {
        onSuccess: () => {
          setAsked(undefined);
          editor.discard();
          toast.done(`Version ${version.revision} restored`);
        },
        onError: (error) => {
          if (error instanceof ApiError && error.code === 'conflict' && !moveTasksTo) {
            setAsked(version);
          } else {
            toast.failed(error);
          }
        },
      },
    );
  const show = async (version: WorkflowVersion) => {
    try {
      editor.replace(await readWorkflowVersion(id, version.revision), []);
      onClose();
    } catch (error) {
      toast.failed(new Error(messageOf(error)));
    }
  };

  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={380}
      title="Versions"
      closeButtonProps={{ 'aria-label': 'Close versions' }}
    >
      {versions.isError ? (
        <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
      ) : versions.isPending ? (
        <RowsSkeleton rows={6} />
      ) : versions.data.versions.length === 0 ? (
        <Text size="sm" c="dimmed">
          The workflow was never changed. Every save from now on is kept here.
        </Text>
      ) : (
        <Stack gap={0} component="ul" className={classes.versions} aria-label="Versions">
          {editable && editor.dirty && (
            <Text size="xs" c="dimmed" mb="sm" component="li">
              Save or discard your changes to restore a version.
            </Text>
          )}
          {versions.data.versions.map((version) => (
            <li key={version.revision} className={classes.version}>
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Group gap={6} wrap="nowrap">
                  <Text size="sm" fw={600} className="num">
                    Version {version.revision}
                  </Text>
                  {version.current && (
                    <Badge size="sm" variant="light">
                      Current
                    </Badge>
                  )}
                </Group>
                <Text size="xs" c="dimmed">
                  <RelativeTime at={version.savedAt} />
                </Text>
              </Group>
              <Group gap={6} wrap="nowrap" mt={2}>
                <Text size="xs" c="dimmed" component="div" className="truncate">
                  <Person email={version.savedBy} />
                </Text>
                <Text size="xs" c="dimmed" style={{ flex: 'none' }}>
                  {count(version.stages, 'stage')}
                </Text>
              </Group>
              {editable && !version.current && asked?.revision !== version.revision && (
                <Group gap={6} mt={8}>
                  <Button
                    size="compact-xs"
                    variant="default"
                    disabled={editor.dirty}
                    loading={restore.isPending && restore.variables.revision === version.revision}
                    onClick={() => run(version)}
                  >
                    Restore
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    disabled={editor.dirty}
                    onClick={() => void show(version)}
                  >
                    Show on canvas
                  </Button>
                </Group>
              )}
              {asked?.revision === version.revision && (
                <MoveTasks
                  editor={editor}
                  loading={restore.isPending}
                  onCancel={() => setAsked(undefined)}
                  onMove={(target) => run(version, target)}
                />
              )}
            </li>
          ))}
        </Stack>
      )}
      {(versions.data?.total ?? 0) > 20 && (
        <Pager page={page} limit={20} total={versions.data?.total ?? 0} onPage={setPage} />
      )}
    </Drawer>
  );
}

function MoveTasks(props: {
  editor: WorkflowEditor;
  loading: boolean;
  onCancel: () => void;
  onMove: (stageId: string) => void;
}) {
  const stages = drawnStages(props.editor.stages);
  const [target, setTarget] = useState(
    (stages.find((stage) => stage.type === 'Label') ?? stages[0])?.id ?? '',
  );
  return (
    <Alert color="yellow" mt={8} title="Stages that would go still hold tasks">
      <Stack gap="xs">
        <NativeSelect
          label="Move their tasks to"
          value={target}
          data={stages.map((stage) => ({ value: stage.id, label: stage.name }))}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        <Group gap={6}>
          <Button size="xs" loading={props.loading} onClick={() => props.onMove(target)}>
            Move tasks and restore
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={props.onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
