import { useMemo, useState } from 'react';
import { validationArgument } from '@/api/validationArgument';
import type { Shortcoming } from '@/engine/answers/required';
import type { Finding, Verdict } from '@/engine/sync/taskPort';
import { toast } from '@/ui/toast';
import type { Outcome, TaskSession } from '../session/taskSession';
import { copyText } from './copyText';

/** What the validation found at the last save or decision. */
export interface Found extends Verdict {
  /** What was stopped by it; `null` = nothing, it was a save. */
  readonly stopped: 'submit' | 'accept' | null;
}

/** What the buttons and keys do with the task. */
export interface TaskActions {
  readonly save: () => void;
  readonly skip: () => void;
  /** With `anyway` in spite of errors that the project does not prevent. */
  readonly submit: (anyway?: boolean) => void;
  readonly accept: (anyway?: boolean) => void;
  readonly reject: (comment: string) => void;
  /** Puts the labels on the clipboard as validation functions get them; saves nothing. */
  readonly copyAnswers: () => void;
  /** The popover that asks for the reason is open. */
  readonly rejecting: boolean;
  readonly setRejecting: (open: boolean) => void;
  /** What the last attempt to submit found missing; `null` = not tried yet. */
  readonly missing: readonly Shortcoming[] | null;
  readonly dismissMissing: () => void;
  readonly found: Found | null;
  readonly dismissFound: () => void;
}

type Leave = (projectId: string, done: string, skipped?: string) => Promise<void>;

/** Runs saves and decisions, tells how they went, and leaves for the next task. */
export function useTaskActions(session: TaskSession, leave: Leave): TaskActions {
  const [rejecting, setRejecting] = useState(false);
  const [missing, setMissing] = useState<readonly Shortcoming[] | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  return useMemo(() => {
    const projectId = session.data.get().project._id;
    /** Shows what stands in the way; true when the work was done. */
    const isDone = (
      outcome: Outcome,
      stopped: Found['stopped'],
    ): outcome is Outcome & { kind: 'done' } => {
      switch (outcome.kind) {
        case 'done':
          return true;
        case 'found':
          setMissing(null);
          setFound({ ...outcome.verdict, stopped });
          return false;
        case 'incomplete':
          setFound(null);
          setMissing(outcome.missing);
          return false;
        case 'failed':
          toast.failed(new Error(outcome.message));
          return false;
      }
    };
    const finish = (
      work: Promise<Outcome>,
      done: string,
      stopped: Found['stopped'] = null,
      skipped?: string,
    ): void => {
      void work.then((outcome) => {
        if (!isDone(outcome, stopped)) return undefined;
        toast.done(withWarnings(done, outcome.findings));
        return leave(projectId, done, skipped);
      });
    };
    return {
      rejecting,
      setRejecting,
      missing,
      dismissMissing: () => setMissing(null),
      found,
      dismissFound: () => setFound(null),
      save: () => {
        void session.save().then((outcome) => {
          if (!isDone(outcome, null)) return;
          toast.done('Saved');
          const { findings } = outcome;
          setFound(
            findings.length === 0 ? null : { errors: findings, prevented: false, stopped: null },
          );
        });
      },
      skip: () => finish(session.skip(), 'Task skipped', null, session.id),
      submit: (anyway) => finish(session.submit(anyway), 'Task submitted', 'submit'),
      accept: (anyway) =>
        finish(
          session.accept(anyway),
          session.changed ? 'Task accepted as fixed' : 'Task accepted',
          'accept',
        ),
      reject: (comment) => finish(session.reject(comment), 'Task sent back'),
      copyAnswers: () => {
        const { categorySchema } = session.data.get().project;
        const argument = validationArgument(session.document.answer(), categorySchema);
        copyText(JSON.stringify(argument, null, 2)).then(
          () => toast.done('Answers copied, as the label validation gets them'),
          () => toast.failed(new Error('The browser did not allow copying.')),
        );
      },
    };
  }, [session, leave, rejecting, missing, found]);
}

/** The task is left, so warnings are told with the good news. */
function withWarnings(done: string, findings: readonly Finding[]): string {
  const warnings = findings.filter((finding) => finding.level === 'warning');
  const [first] = warnings;
  if (!first) return done;
  const more = warnings.length > 1 ? ` and ${warnings.length - 1} more` : '';
  return `${done}. Warning: ${first.message}${more}`;
}
