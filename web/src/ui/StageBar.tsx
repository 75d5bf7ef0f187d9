import { Tooltip } from '@mantine/core';
import { count, percent } from './format';
import classes from './StageBar.module.css';

export interface StageShare {
  stageId: string;
  stage: string;
  type: string;
  count: number;
}

/** Types with a colour of their own; those where tasks only rest share that of Start. */
const KINDS: Record<string, string> = {
  Start: 'start',
  Hold: 'start',
  Archive: 'start',
  Label: 'label',
  Review: 'review',
  Consensus: 'consensus',
  Complete: 'complete',
};

/** The colour token of a stage type. */
export function stageColor(type: string): string {
  return `var(--k-stage-${KINDS[type] ?? 'other'})`;
}

/** A small mark of the stage's kind: colour and shape, so that colour never stands alone. */
export function StageDot({ type }: { type: string }) {
  return (
    <span
      className={classes.dot}
      data-type={type.toLowerCase()}
      style={{ background: stageColor(type) }}
      aria-hidden
    />
  );
}

/** Where the tasks are: one stacked bar over the stages in workflow order. */
export function StageBar({ stages, height = 6 }: { stages: StageShare[]; height?: number }) {
  const total = stages.reduce((sum, stage) => sum + stage.count, 0);
  const label =
    total === 0
      ? 'No tasks yet'
      : stages.map((stage) => `${stage.stage}: ${stage.count}`).join(', ');
  return (
    <div className={classes.bar} style={{ height }} role="img" aria-label={label}>
      {stages
        .filter((stage) => stage.count > 0)
        .map((stage) => (
          <Tooltip
            key={stage.stageId}
            label={`${stage.stage}: ${count(stage.count, 'task')} (${percent(stage.count, total)} %)`}
          >
            <div
              className={classes.part}
              style={{ flexGrow: stage.count, background: stageColor(stage.type) }}
            />
          </Tooltip>
        ))}
    </div>
  );
}

/** One share of a whole as a thin bar with its number. */
export function ProgressBar({ part, total }: { part: number; total: number }) {
  const share = percent(part, total);
  return (
    <div className={classes.progress}>
      <div className={classes.bar} style={{ height: 4 }} aria-hidden>
        <div
          className={classes.done}
          style={{ width: `${share}%`, background: 'var(--k-stage-complete)' }}
        />
      </div>
      <span className="num">{total === 0 ? '–' : `${share} %`}</span>
    </div>
  );
}
