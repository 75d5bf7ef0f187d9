import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconLink, IconRefresh } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { allTaskIds, useTasks } from '@/api/tasks';
import type { Task } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { useOfferActions } from '@/ui/actions';
import { DataTable } from '@/ui/DataTable';
import { TasksPicture } from '@/ui/EmptyPictures';
import { Toolbar } from '@/ui/Page';
import { Pager } from '@/ui/Pager';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { numberParam, useSearchState } from '@/ui/useSearchState';
import { ColumnChoice } from './ColumnChoice';
import { defaultColumns, taskColumns } from './columns';
import { taskFilter } from './filters';
import { Judgments } from './Judgments';
import { RerunDialog } from './RerunDialog';
import { TaskFilters } from './TaskFilters';
import { TasksBulkBar } from './TasksBulkBar';

/** Copies the address of what is shown, the chosen columns included. */
function copyAddress(columns: string[]): void {
  const address = new URL(window.location.href);
  address.searchParams.set('columns', columns.join(','));
  void navigator.clipboard
    .writeText(address.href)
    .then(() => toast.done('Link to this view copied'));
}

/** The tasks of the project: filter, sort, choose, act on many at once. */
export function TasksPage() {
  const { project, id, may } = useCurrentProject();
  const { params, patch } = useSearchState();
  const navigate = useNavigate();
  const [stored, setStored] = useLocalStorage<string[]>({
    key: `kalem-task-columns-${id}`,
    defaultValue: defaultColumns(project),
  });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [selectingAll, setSelectingAll] = useState(false);
  const page = numberParam(params, 'page', 1);
  const limit = numberParam(params, 'limit', 50);
  const sort = params.get('sort') ?? '-createdAt';
  const filter = taskFilter(params);
  const query = { page, limit, sort, filter };
  const tasks = useTasks(id, query);
  const rows = tasks.data?.tasks ?? [];
  const total = tasks.data?.total ?? 0;
  const filtered = Object.keys(filter).length > 0;
  const manages = may('manageTasks');

  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [rerunning, setRerunning] = useState(false);
  const isMarked = (params.get('mark') ?? '') !== '';

  const all = useMemo(
    () =>
      taskColumns(project, {
        isOpen: (taskId) => unfolded.has(taskId),
        toggle: (taskId) =>
          setUnfolded((open) => {
            const next = new Set(open);
            return next.delete(taskId) ? next : next.add(taskId);
          }),
      }),
    [project, unfolded],
  );
  const chosen = params.get('columns')?.split(',') ?? stored;
  const shown = chosen.join(',');
  const columns = all.filter((column) => chosen.includes(column.key));

  useOfferActions(
    useMemo(
      () => [
        {
          id: 'copy-view',
          label: 'Copy link to this view',
          group: 'Tasks',
          run: () => copyAddress(shown.split(',')),
        },
      ],
      [shown],
    ),
  );

  const selectAll = async () => {
    setSelectingAll(true);
    try {
      setSelected(new Set(await allTaskIds(id, query)));
    } catch (error) {
      toast.failed(error);
    } finally {
      setSelectingAll(false);
    }
  };

  return (
    <>
      <Toolbar
        right={
          <>
            {manages && isMarked && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRefresh size={14} stroke={1.6} />}
                onClick={() => setRerunning(true)}
              >
                Re-run
              </Button>
            )}
            <Tooltip label="Copy link to this view">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Copy link to this view"
                onClick={() => copyAddress(chosen)}
              >
                <IconLink size={16} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
            <ColumnChoice
              columns={all}
              chosen={chosen}
              defaults={defaultColumns(project)}
              onChange={(next) => {
                setStored(next);
                patch({ columns: undefined, page }, true);
              }}
            />
          </>
        }
      >
        <TaskFilters />
      </Toolbar>
      {tasks.isPending && <RowsSkeleton rows={10} />}
      {tasks.isError && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.data && rows.length === 0 && !filtered && (
        <EmptyState
          picture={<TasksPicture />}
          title="No tasks yet"
          action={
            may('import') && (
              <Button onClick={() => void navigate(`/projects/${id}/assets?import=files`)}>
                Import assets
              </Button>
            )
          }
        >
          {may('manageTasks')
            ? 'Every imported asset becomes one task that moves through the stages of the workflow.'
            : 'Tasks show here once you have worked on them. Start labeling at the top right.'}
        </EmptyState>
      )}
      {tasks.data && rows.length === 0 && filtered && (
        <Text c="dimmed" p="md">
          No task matches these filters.
        </Text>
      )}
      {rows.length > 0 && (
        <>
          <DataTable<Task>
            label="Tasks"
            columns={columns}
            rows={rows}
            rowKey={(task) => task._id}
            rowName={(task) => task.externalId}
            sort={sort}
            onSort={(next) => patch({ sort: next })}
            selected={selected}
            onSelect={manages ? setSelected : undefined}
            onOpen={(task) => void navigate(`/tasks/${task._id}?project=${id}`)}
            stale={tasks.isPlaceholderData}
            detail={(task) => (unfolded.has(task._id) ? <Judgments task={task} /> : null)}
          />
          <TasksBulkBar
            selected={selected}
            tasks={rows}
            total={total}
            onClear={() => setSelected(new Set())}
            onSelectAll={() => void selectAll()}
            selectingAll={selectingAll}
          />
          <Pager
            page={page}
            limit={limit}
            total={total}
            onPage={(next) => patch({ page: next })}
            onLimit={(next) => patch({ limit: next })}
          />
        </>
      )}
      {rerunning && <RerunDialog onClose={() => setRerunning(false)} />}
    </>
  );
}
