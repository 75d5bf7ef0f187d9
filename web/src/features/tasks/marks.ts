import type { TaskMark } from '@/api/types';

/** A mark as people read it. */
export interface MarkWords {
  value: TaskMark;
  label: string;
  /** What it means and what to do. */
  hint: string;
  /** It goes on by itself. */
  waits?: boolean;
}

/** Every mark that keeps a task from going on. */
export const MARKS: readonly MarkWords[] = [
  {
    value: 'no next stage',
    label: 'No next stage',
    hint: 'Nothing is connected to the way out that the task takes. Connect it in the workflow and run the task again.',
  },
  {
    value: 'workflow loop',
    label: 'Workflow loop',
    hint: 'The task went through too many stages without a person in between.',
  },
  {
    value: 'plugin error',
    label: 'Plugin error',
    hint: 'The plugin of the stage failed.',
  },
  {
    value: 'webhook retrying',
    label: 'Webhook retrying',
    hint: 'The address did not answer as it should; it is tried again by itself.',
    waits: true,
  },
  {
    value: 'webhook failed',
    label: 'Webhook failed',
    hint: 'The address did not answer as it should, and it is not tried again by itself.',
  },
];

/** The words for a mark; undefined when the task is not marked. */
export function markWords(mark: string | undefined): MarkWords | undefined {
  return MARKS.find((each) => each.value === mark);
}

/** Whether a task has judgments to show: it is being judged, or was. */
export function hasJudgments(task: { stageType?: string; consensusAverage?: number }): boolean {
  return task.stageType === 'Consensus' || task.consensusAverage !== undefined;
}
