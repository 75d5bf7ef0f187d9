import type { Stage, StageType } from '@/api/types';

export interface StageKind {
  type: StageType;
  /** What happens there, for the palette. */
  meaning: string;
  group: 'People' | 'Automatic' | 'Rest';
}

/** All stage types in the order of the palette (workflow.md 4.2). */
export const STAGE_KINDS: readonly StageKind[] = [
  { type: 'Start', meaning: 'Where every task begins', group: 'Rest' },
  { type: 'Label', meaning: 'People draw and answer', group: 'People' },
  { type: 'Review', meaning: 'People accept or reject', group: 'People' },
  {
    type: 'Consensus',
    meaning: 'Several judge the same task, then they are compared',
    group: 'People',
  },
  { type: 'Logic', meaning: 'Rules choose the way', group: 'Automatic' },
  { type: 'Plugin', meaning: 'A model labels the task', group: 'Automatic' },
  { type: 'Webhook', meaning: 'Another system is told', group: 'Automatic' },
  { type: 'Hold', meaning: 'Tasks wait until they are sent on', group: 'Rest' },
  { type: 'Complete', meaning: 'The end, what exports contain', group: 'Rest' },
  { type: 'Archive', meaning: 'The end of discarded tasks', group: 'Rest' },
];

/** Types that stand in a workflow exactly once. */
const ONCE: readonly string[] = ['Start', 'Complete'];

/** What can be added now: Start and Complete only where they are missing. */
export function addableKinds(stages: Stage[]): StageKind[] {
  return STAGE_KINDS.filter(
    ({ type }) => !ONCE.includes(type) || !stages.some((stage) => stage.type === type),
  );
}

export function isKnownType(type: string): boolean {
  return STAGE_KINDS.some((kind) => kind.type === type);
}

/** Types whose stages have ways out that must all be sent, also open ones. */
export function hasFixedOutputs(type: string): boolean {
  return type === 'Review' || type === 'Consensus' || type === 'Logic';
}

/** The keys that a new stage of a type begins with. */
export function newSettings(type: string): Partial<Stage> {
  switch (type) {
    case 'Start':
      return { autoForward: true };
    case 'Label':
      return { assignedTo: [] };
    case 'Review':
      return { assignedTo: [], readOnly: false };
    case 'Consensus':
      return {
        consensusId: null,
        consensusConfig: { threshold: {}, defaultThreshold: 70, adjudicationMethod: 'best' },
      };
    case 'Logic':
      return { logic: { conditions: [{ type: 'RandomSample', value: 0.1, index: 0 }] } };
    case 'Plugin':
      return { pluginId: '', overwrite: true };
    case 'Webhook':
      return { url: '', authType: 'none', onFailure: 'stay', compactHistory: false };
    case 'Complete':
      return { preventRequeue: false };
    default:
      return {};
  }
}
