import { Tooltip } from '@mantine/core';
import { IconCheck, IconCloudOff, IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { SaveState } from '@/engine/sync/autosave';
import { exactTime } from '@/ui/format';
import { useSignal } from './useSignal';
import type { TaskSession } from '../session/taskSession';
import classes from './editor.module.css';

/** Whether everything is saved, in words that are also read out. */
export function SaveStatus({ session }: { session: TaskSession }) {
  const state = useSignal(session.autosave.state);
  if (!session.editable) {
    return <span className={classes.saveState}>Read only</span>;
  }
  const { icon, text, warning } = look(state);
  const tip = state.savedAt
    ? `Last saved ${exactTime(state.savedAt)}`
    : 'Every change is saved by itself';
  return (
    <Tooltip label={tip}>
      <span
        className={classes.saveState}
        data-tone={warning ? 'warning' : undefined}
        role="status"
        aria-live="polite"
      >
        {icon}
        {text}
      </span>
    </Tooltip>
  );
}

function look(state: SaveState) {
  const changes = state.pending === 1 ? '1 change' : `${state.pending} changes`;
  const kept = state.kept ? 'kept' : 'not saved';
  switch (state.status) {
    case 'saved':
      return { icon: <IconCheck size={14} />, text: 'All changes saved', warning: false };
    case 'waiting':
    case 'saving':
      return { icon: <IconRefresh size={14} />, text: 'Saving…', warning: false };
    case 'offline':
      return {
        icon: <IconCloudOff size={14} />,
        text: `Offline: ${changes} ${kept}`,
        warning: true,
      };
    case 'conflict':
      return {
        icon: <IconAlertTriangle size={14} />,
        text: `Changed elsewhere: ${changes} ${kept}`,
        warning: true,
      };
    case 'signed-out':
      return {
        icon: <IconAlertTriangle size={14} />,
        text: `Signed out: ${changes} ${kept}`,
        warning: true,
      };
    case 'refused':
      return {
        icon: <IconAlertTriangle size={14} />,
        text: `Not saved: ${changes} ${kept}`,
        warning: true,
      };
  }
}
