import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useMe } from '@/api/session';
import { ErrorState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { asTaskApiError } from '@/engine/sync/taskPort';
import { type OpenTask, openTask } from './session/openSession';
import { EditorSkeleton } from './shell/EditorSkeleton';
import { TaskEditor } from './shell/TaskEditor';
import { httpTaskApi } from './taskApi';
import classes from './shell/editor.module.css';

const api = httpTaskApi();

type Opening =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'open'; readonly task: OpenTask };

/** The labeling editor of one task: `/tasks/:taskId`, in a queue with `?queue=label|review&project=…`. */
export default function EditorPage() {
  const { taskId = '' } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const email = useMe().data?.email ?? '';
  const [ended, setEnded] = useState<Ended | null>(null);
  const asked = search.get('queue');
  const queue = asked === 'label' || asked === 'review' ? asked : null;

  const leave = useCallback(
    async (projectId: string, done: string, skipped?: string) => {
      if (queue === null) {
        setEnded({ taskId, projectId, done, queue: null });
        return;
      }
      try {
        const next = await api.next(projectId, queue, skipped);
        if (next) void navigate(`/tasks/${next._id}?queue=${queue}&project=${projectId}`);
        else setEnded({ taskId, projectId, done, queue });
      } catch (error) {
        // The work on this task is done all the same; the queue is tried again from the project.
        toast.failed(error);
        setEnded({ taskId, projectId, done, queue: null });
      }
    },
    [navigate, queue, taskId],
  );

  if (ended?.taskId === taskId) return <EndPage ended={ended} />;
  return <OpenedTask key={taskId} taskId={taskId} email={email} leave={leave} />;
}

interface OpenedTaskProps {
  readonly taskId: string;
  readonly email: string;
  readonly leave: (projectId: string, done: string, skipped?: string) => Promise<void>;
}

function OpenedTask({ taskId, email, leave }: OpenedTaskProps) {
  const [opening, setOpening] = useState<Opening>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let gone = false;
    let opened: OpenTask | null = null;
    openTask(api, taskId, email).then(
      (task) => {
        if (gone) {
          task.close();
          return;
        }
        opened = task;
        setOpening({ kind: 'open', task });
        if (task.restored > 0) {
          const objects = task.restored === 1 ? 'change was' : 'changes were';
          toast.done(`${task.restored} unsaved ${objects} restored from this device.`);
        }
      },
      (error: unknown) => {
        if (!gone) setOpening({ kind: 'failed', error: asTaskApiError(error) });
      },
    );
    return () => {
      gone = true;
      opened?.close();
    };
  }, [taskId, email, attempt]);

  switch (opening.kind) {
    case 'loading':
      return <EditorSkeleton />;
    case 'failed':
      return (
        <main className={classes.centre}>
          <ErrorState
            error={opening.error}
            onRetry={() => {
              setOpening({ kind: 'loading' });
              setAttempt((count) => count + 1);
            }}
          />
          <Button component={Link} to="/projects" variant="default">
            Go to projects
          </Button>
        </main>
      );
    case 'open':
      return <TaskEditor session={opening.task.session} api={api} email={email} leave={leave} />;
  }
}

interface Ended {
  readonly taskId: string;
  readonly projectId: string;
  readonly done: string;
  readonly queue: 'label' | 'review' | null;
}

/** Nothing left to do: said calmly, with the way back. */
function EndPage({ ended }: { ended: Ended }) {
  const { queue, projectId, done } = ended;
  const title =
    queue === null ? done : queue === 'label' ? 'Nothing left to label' : 'Nothing left to review';
  const text =
    queue === null
      ? 'The task has moved on in the workflow.'
      : `${done}. New tasks appear in the queue as soon as they reach this stage.`;
  return (
    <main className={classes.centre}>
      <Stack align="center" gap="sm" maw={360}>
        <IconCircleCheck size={40} stroke={1.4} color="var(--k-success-text)" aria-hidden />
        <Title order={1}>{title}</Title>
        <Text c="dimmed" ta="center">
          {text}
        </Text>
        <Button component={Link} to={`/projects/${projectId}`} mt="sm">
          Back to the project
        </Button>
      </Stack>
    </main>
  );
}
