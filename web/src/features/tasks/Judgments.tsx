import { Anchor, Badge, Button, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useRequeueTasks, useTaskInFull } from '@/api/tasks';
import type { Judgment, Task } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { Person, RelativeTime } from '@/ui/bits';
import { duration } from '@/ui/format';
import { ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './Tasks.module.css';

const STATES: Record<Judgment['judgment'], { label: string; color: string }> = {
  open: { label: 'Open', color: 'gray' },
  submitted: { label: 'Submitted', color: 'indigo' },
  joined: { label: 'Counted', color: 'green' },
  canceled: { label: 'Not needed', color: 'gray' },
};

/** The judgments of a task's last round, under its row. */
export function Judgments({ task }: { task: Task }) {
  const { id, may } = useCurrentProject();
  const full = useTaskInFull(id, task._id);
  if (full.isPending) {
    return <RowsSkeleton rows={2} />;
  }
  if (full.isError) {
    return <ErrorState error={full.error} onRetry={() => void full.refetch()} />;
  }
  const judgments = full.data.judgments ?? [];
  if (judgments.length === 0) {
    return (
      <Text size="xs" c="dimmed" p="sm">
        Nobody was asked to judge this task yet.
      </Text>
    );
  }
  return (
    <table className={classes.judgments} aria-label={`Judgments of ${task.externalId}`}>
      <thead>
        <tr>
          <th scope="col">Judgment</th>
          <th scope="col">Stage</th>
          <th scope="col">Person</th>
          <th scope="col">State</th>
          <th scope="col">Score</th>
          <th scope="col">Time</th>
          <th scope="col">Submitted</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {judgments.map((judgment, index) => (
          <JudgmentRow
            key={judgment._id}
            judgment={judgment}
            number={index + 1}
            reopens={may('manageTasks') && task.stageType === 'Consensus'}
          />
        ))}
      </tbody>
    </table>
  );
}

interface JudgmentRowProps {
  judgment: Judgment;
  number: number;
  /** The round goes on, so that a submitted judgment can be given again. */
  reopens: boolean;
}

function JudgmentRow({ judgment, number, reopens }: JudgmentRowProps) {
  const { id, project } = useCurrentProject();
  const requeue = useRequeueTasks(id);
  const email = judgment.completedBy ?? judgment.assignee;
  const name = project.assignedTo.find((member) => member.assignee === email)?.name;
  const state = STATES[judgment.judgment];
  const reopen = () =>
    requeue.mutate(
      {
        taskIds: [judgment._id],
        toStageId: judgment.stage,
        removeAnnotations: false,
        removeAssignee: false,
        removeStageHistory: false,
      },
      {
        onSuccess: ({ modifiedCount }) =>
          modifiedCount.modified > 0
            ? toast.done('The judgment is open again')
            : toast.failed(new Error('The round is over: this judgment counted already.')),
        onError: toast.failed,
      },
    );
  return (
    <tr>
      <td>
        <Anchor component={Link} inherit to={`/tasks/${judgment._id}?project=${id}`}>
          Judgment {number}
        </Anchor>
      </td>
      <td>{judgment.stageName ?? judgment.stage}</td>
      <td>
        {email ? <Person name={name} email={email} /> : <span className={classes.none}>–</span>}
      </td>
      <td>
        <Badge size="sm" variant="light" color={state.color}>
          {state.label}
        </Badge>
      </td>
      <td className="num">{judgment.score === undefined ? '–' : `${judgment.score} %`}</td>
      <td className="num">{judgment.duration ? duration(judgment.duration) : '–'}</td>
      <td>
        <RelativeTime at={judgment.completedAt} />
      </td>
      <td>
        {reopens && judgment.judgment === 'submitted' && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowBackUp size={13} />}
            loading={requeue.isPending}
            onClick={reopen}
          >
            Requeue
          </Button>
        )}
      </td>
    </tr>
  );
}
