import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { duration } from '@/ui/format';
import type { TaskSession } from '../session/taskSession';
import classes from './editor.module.css';

/** Green while time counts as work, grey while idle, with the time spent so far. */
export function ActivityDot({ session }: { session: TaskSession }) {
  const [now, setNow] = useState(() => ({ active: true, spent: 0 }));
  useEffect(() => {
    const update = (): void => {
      const { active } = session.clock;
      setNow({ active, spent: session.clock.read().duration });
    };
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  }, [session]);
  if (!session.editable) return null;
  const word = now.active ? 'Active' : 'Idle';
  return (
    <Tooltip
      label={now.active ? 'Your time counts as active' : 'Idle: move the mouse or press a key'}
    >
      <span className={classes.activity}>
        <span className={classes.dot} data-active={now.active || undefined} aria-hidden />
        <span className="num">
          <span className={now.active ? 'visually-hidden' : undefined}>{word} </span>
          {duration(now.spent)}
        </span>
      </span>
    </Tooltip>
  );
}
