import { Progress } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconClock,
  IconEye,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './JobState.module.css';

/** What a state means for the reader; decides icon and colour together. */
export type JobTone = 'done' | 'failed' | 'waiting' | 'idle' | 'ask';

const ICONS = {
  done: IconCircleCheck,
  failed: IconAlertTriangle,
  waiting: IconClock,
  idle: IconCircleMinus,
  ask: IconEye,
};

/** The state of a job in a table. */
export function JobStateLabel({ tone, children }: { tone: JobTone; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon size={14} aria-hidden />
      {children}
    </span>
  );
}

/** How far a running job is, 0 to 100. */
export function JobProgress({ value, label }: { value: number; label: string }) {
  return (
    <span className={classes.moving}>
      <Progress size={4} value={value} aria-label={label} />
      <span className="num">{value} %</span>
    </span>
  );
}
