import { ActionIcon, Anchor, Badge, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCrown, IconMinus, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Project, ReviewStatus, Task } from '@/api/types';
import { Copy, CopyId, Person, RelativeTime } from '@/ui/bits';
import type { Column } from '@/ui/DataTable';
import { duration } from '@/ui/format';
import { StageDot } from '@/ui/StageBar';
import { hasJudgments, markWords } from './marks';
import classes from './Tasks.module.css';

const REVIEW_COLOR: Record<ReviewStatus, string> = {
  Accepted: 'green',
  Fixed: 'green',
  Rejected: 'red',
  Todo: 'gray',
};

/** Columns shown until the user chooses others. */
export function defaultColumns(project: Project): string[] {
  const isJudged = project.stages.some((stage) => stage.type === 'Consensus');
  return [
    'externalId',
    'stage',
    'assignee',
    ...(isJudged ? ['consensus'] : []),
    'review',
    'issues',
    'duration',
    'updatedAt',
  ];
}

/** Which tasks show their judgments. */
export interface Unfolding {
  isOpen: (taskId: string) => boolean;
  toggle: (taskId: string) => void;
}

/** Every column of the task list, in its order. */
export function taskColumns(project: Project, unfolding: Unfolding): Column<Task>[] {
  const stageName = (task: Task) =>
    project.stages.find((stage) => stage.id === task.stage)?.name ?? task.stageName ?? task.stage;
  const stageType = (task: Task) =>
    project.stages.find((stage) => stage.id === task.stage)?.type ?? task.stageType ?? '';
  const batchNames = (task: Task) =>
    task.batchNames ??
    (task.batches ?? []).map(
      (batch) => project.batches.find((each) => each._id === batch)?.name ?? batch,
    );
  const nameOf = (email: string) =>
    project.assignedTo.find((member) => member.assignee === email)?.name;
  const person = (email: string | null | undefined) =>
    email ? <Person name={nameOf(email)} email={email} /> : <span className={classes.none}>–</span>;

  return [
    {
      key: 'externalId',
      title: 'External id',
      sortBy: 'externalId',
      cell: (task) => (
        <span className={classes.name}>
          {hasJudgments(task) && (
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-expanded={unfolding.isOpen(task._id)}
              aria-label={`Judgments of ${task.externalId}`}
              onClick={() => unfolding.toggle(task._id)}
            >
              {unfolding.isOpen(task._id) ? <IconMinus size={13} /> : <IconPlus size={13} />}
            </ActionIcon>
          )}
          {task.isBenchmark && (
            <Tooltip label="Benchmark">
              <IconCrown size={15} className={classes.crown} role="img" aria-label="Benchmark" />
            </Tooltip>
          )}
          <span className="truncate" title={task.externalId}>
            {task.externalId}
          </span>
          <Copy value={task.externalId} label="Copy external id" />
          {task.isDraft && (
            <Badge size="xs" variant="light" color="gray">
              Draft
            </Badge>
          )}
          {task.isSkipped && (
            <Badge size="xs" variant="light" color="yellow">
              Skipped
            </Badge>
          )}
        </span>
      ),
    },
    { key: 'id', title: 'Task id', width: 220, cell: (task) => <CopyId id={task._id} /> },
    {
      key: 'stage',
      title: 'Stage',
      sortBy: 'stage',
      width: 140,
      cell: (task) => (
        <span className={classes.stage} title={stageName(task)}>
          <StageDot type={stageType(task)} />
          <span className="truncate">{stageName(task)}</span>
          {markWords(task.mark) && (
            <IconAlertTriangle
              size={14}
              className={classes.warning}
              role="img"
              aria-label={markWords(task.mark)?.label}
            />
          )}
        </span>
      ),
    },
    {
      key: 'mark',
      title: 'Mark',
      width: 150,
      cell: (task) => {
        const words = markWords(task.mark);
        return words ? (
          <Tooltip label={task.markNote ?? words.hint} multiline maw={360}>
            <Badge size="sm" variant="light" color={words.waits ? 'yellow' : 'red'}>
              {words.label}
            </Badge>
          </Tooltip>
        ) : (
          <span className={classes.none}>–</span>
        );
      },
    },
    {
      key: 'assignee',
      title: 'Assignee',
      sortBy: 'assignee',
      width: 160,
      cell: (task) => person(task.assignee),
    },
    {
      key: 'review',
      title: 'Last review',
      sortBy: 'reviewStatus',
      width: 96,
      cell: (task) =>
        task.reviewStatus && task.reviewStatus !== 'Todo' ? (
          <Badge size="sm" variant="light" color={REVIEW_COLOR[task.reviewStatus]}>
            {task.reviewStatus}
          </Badge>
        ) : (
          <span className={classes.none}>–</span>
        ),
    },
    {
      key: 'consensus',
      title: 'Consensus',
      width: 84,
      align: 'right',
      cell: (task) =>
        task.consensusAverage === undefined ? (
          <span className={classes.none}>–</span>
        ) : (
          `${task.consensusAverage} %`
        ),
    },
    {
      key: 'issues',
      title: 'Issues',
      sortBy: 'openIssuesCount',
      width: 70,
      align: 'right',
      cell: (task) =>
        task.openIssuesCount ? (
          <Anchor
            component={Link}
            inherit
            to={`/projects/${project._id}/issues?status=Open&task=${task._id}`}
          >
            {task.openIssuesCount}
          </Anchor>
        ) : (
          <span className={classes.none}>–</span>
        ),
    },
    {
      key: 'batches',
      title: 'Batches',
      width: 160,
      cell: (task) => (
        <span title={batchNames(task).join(', ')}>{batchNames(task).join(', ')}</span>
      ),
    },
    {
      key: 'priority',
      title: 'Priority',
      sortBy: 'priority',
      width: 80,
      align: 'right',
      cell: (task) => task.priority ?? 0,
    },
    {
      key: 'duration',
      title: 'Time here',
      sortBy: 'duration',
      width: 92,
      align: 'right',
      cell: (task) => (task.duration ? duration(task.duration) : '–'),
    },
    {
      key: 'totalDuration',
      title: 'Total time',
      sortBy: 'totalDuration',
      width: 100,
      align: 'right',
      cell: (task) => (task.totalDuration ? duration(task.totalDuration) : '–'),
    },
    {
      key: 'updatedAt',
      title: 'Updated',
      sortBy: 'updatedAt',
      width: 100,
      cell: (task) => <RelativeTime at={task.updatedAt} />,
    },
    {
      key: 'updatedBy',
      title: 'Updated by',
      width: 180,
      cell: (task) => person(task.updatedBy),
    },
    {
      key: 'createdAt',
      title: 'Created',
      sortBy: 'createdAt',
      width: 110,
      cell: (task) => <RelativeTime at={task.createdAt} />,
    },
    {
      key: 'completedAt',
      title: 'Completed',
      width: 110,
      cell: (task) => <RelativeTime at={task.completedAt} />,
    },
    {
      key: 'completedBy',
      title: 'Completed by',
      width: 180,
      cell: (task) => person(task.completedBy),
    },
  ];
}
