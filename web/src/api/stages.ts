import type { Stage } from './types';

/**
 * Stages as the work passes them: breadth first from Start, then those no way leads to; the ends
 * come last. The order of `LabelStageGroups`.
 */
export function inWorkflowOrder(stages: Stage[]): Stage[] {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const reached = new Set<Stage>();
  const ahead = stages.filter((stage) => stage.type === 'Start');
  for (let stage = ahead.shift(); stage; stage = ahead.shift()) {
    if (!reached.has(stage)) {
      reached.add(stage);
      ahead.push(...(stage.next ?? []).flatMap((id) => (id && byId.get(id)) || []));
    }
  }
  const ordered = [...reached, ...stages.filter((stage) => !reached.has(stage))];
  return [
    ...ordered.filter((stage) => stage.type !== 'Complete'),
    ...ordered.filter((stage) => stage.type === 'Complete'),
  ];
}
