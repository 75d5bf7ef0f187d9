import {
  IconArchive,
  IconArrowsSplit2,
  IconChecks,
  IconCircleCheck,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPuzzle,
  IconQuestionMark,
  IconScale,
  IconWebhook,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { stageColor } from '@/ui/StageBar';
import classes from './Workflow.module.css';

const ICONS: Record<string, ComponentType<{ size?: number; stroke?: number }>> = {
  Start: IconPlayerPlay,
  Label: IconPencil,
  Review: IconChecks,
  Consensus: IconScale,
  Logic: IconArrowsSplit2,
  Plugin: IconPuzzle,
  Webhook: IconWebhook,
  Hold: IconPlayerPause,
  Complete: IconCircleCheck,
  Archive: IconArchive,
};

/** The sign of a stage type on its colour. */
export function StageIcon({ type, small = false }: { type: string; small?: boolean }) {
  const Icon = ICONS[type] ?? IconQuestionMark;
  return (
    <span
      className={classes.nodeIcon}
      data-small={small || undefined}
      style={{ background: stageColor(type) }}
      aria-hidden
    >
      <Icon size={small ? 11 : 13} stroke={1.8} />
    </span>
  );
}
