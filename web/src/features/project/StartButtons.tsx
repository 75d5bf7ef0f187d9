import { Button, Tooltip } from '@mantine/core';
import { IconChecks, IconPencil } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useNextTask, useQueues } from '@/api/projects';
import { may } from '@/api/rights';
import type { Project } from '@/api/types';
import { useOfferActions } from '@/ui/actions';
import { toast } from '@/ui/toast';
import classes from './ProjectLayout.module.css';

type Queue = 'label' | 'review';

/** Start labeling and Start reviewing, with how many tasks wait for the caller. */
export function StartButtons({ project }: { project: Project }) {
  const queues = useQueues(project._id);
  const navigate = useNavigate();
  const { mutate, isPending } = useNextTask(project._id);
  const [asked, setAsked] = useState<Queue>();
  const toLabel = queues.data?.label.available ?? 0;
  const toReview = queues.data?.review.available ?? 0;
  const reviews = may(project.role, 'review');

  const start = useCallback(
    (queue: Queue) => {
      setAsked(queue);
      mutate(queue, {
        onSuccess: (task) => {
          if (task) {
            void navigate(`/tasks/${task._id}?queue=${queue}&project=${project._id}`);
          } else {
            toast.done(queue === 'label' ? 'No task left to label' : 'No task left to review');
          }
        },
        onError: toast.failed,
      });
    },
    [mutate, navigate, project._id],
  );

  useOfferActions(
    useMemo(
      () => [
        ...(toLabel > 0
          ? [
              {
                id: 'start-labeling',
                label: 'Start labeling',
                group: 'This project',
                shortcut: 'l',
                run: () => start('label'),
              },
            ]
          : []),
        ...(reviews && toReview > 0
          ? [
              {
                id: 'start-reviewing',
                label: 'Start reviewing',
                group: 'This project',
                shortcut: 'r',
                run: () => start('review'),
              },
            ]
          : []),
      ],
      [start, toLabel, toReview, reviews],
    ),
  );

  const button = (queue: Queue, label: string, available: number, primary: boolean) => (
    <Tooltip label={`No task waits for you to ${queue}`} disabled={available > 0 || !queues.data}>
      <Button
        variant={primary ? 'filled' : 'default'}
        leftSection={queue === 'label' ? <IconPencil size={15} /> : <IconChecks size={15} />}
        rightSection={<span className={classes.available}>{available.toLocaleString('en')}</span>}
        disabled={available === 0}
        loading={isPending && asked === queue}
        onClick={() => start(queue)}
      >
        {label}
      </Button>
    </Tooltip>
  );

  const labelFirst = toLabel > 0 || toReview === 0;
  return (
    <div className={classes.start}>
      {reviews && button('review', 'Start reviewing', toReview, !labelFirst)}
      {button('label', 'Start labeling', toLabel, labelFirst)}
    </div>
  );
}
