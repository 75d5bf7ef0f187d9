import { useMemo, useState } from 'react';
import type { Shortcoming } from '@/engine/answers/required';
import { toast } from '@/ui/toast';
import type { Outcome, TaskSession } from '../session/taskSession';

/** What the buttons and keys do with the task. */
export interface TaskActions {
  readonly save: () => void;
  readonly skip: () => void;
  readonly submit: () => void;
  readonly accept: () => void;
  readonly reject: (comment: string) => void;
  /** The popover that asks for the reason is open. */
  readonly rejecting: boolean;
  readonly setRejecting: (open: boolean) => void;
  /** What the last attempt to submit found missing; `null` = not tried yet. */
  readonly missing: readonly Shortcoming[] | null;
  readonly dismissMissing: () => void;
}

type Leave = (projectId: string, done: string, skipped?: string) => Promise<void>;

/** Runs saves and decisions, tells how they went, and leaves for the next task. */
export function useTaskActions(session: TaskSession, leave: Leave): TaskActions {
  const [rejecting, setRejecting] = useState(false);
  const [missing, setMissing] = useState<readonly Shortcoming[] | null>(null);
  return useMemo(() => {
    const projectId = session.data.get().project._id;
    const finish = (work: Promise<Outcome>, done: string, skipped?: string): void => {
      void work.then((outcome) => {
        switch (outcome.kind) {
          case 'done':
            toast.done(done);
            return leave(projectId, done, skipped);
          case 'incomplete':
            setMissing(outcome.missing);
            return undefined;
          case 'failed':
            toast.failed(new Error(outcome.message));
            return undefined;
        }
      });
    };
    return {
      rejecting,
      setRejecting,
      missing,
      dismissMissing: () => setMissing(null),
      save: () => {
        void session.save().then((outcome) => {
          if (outcome.kind === 'done') toast.done('Saved');
          else if (outcome.kind === 'failed') toast.failed(new Error(outcome.message));
        });
      },
      skip: () => finish(session.skip(), 'Task skipped', session.id),
      submit: () => finish(session.submit(), 'Task submitted'),
      accept: () =>
        finish(session.accept(), session.changed ? 'Task accepted as fixed' : 'Task accepted'),
      reject: (comment) => finish(session.reject(comment), 'Task sent back'),
    };
  }, [session, leave, rejecting, missing]);
}
