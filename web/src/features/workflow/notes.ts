import type { Stage } from '@/api/types';
import { count } from '@/ui/format';
import { ADJUDICATION, configOf } from './consensus';
import { rulesOf } from './logic';

/** What a stage is set to do, in a few words. */
export function noteOf(stage: Stage): string {
  switch (stage.type) {
    case 'Start':
      return stage.autoForward ? 'Forwards at once' : 'Waits to be forwarded';
    case 'Label':
      return peopleOf(stage);
    case 'Review':
      return [
        peopleOf(stage),
        ...(stage.readOnly ? ['read only'] : []),
        ...(typeof stage.sampling === 'number' && stage.sampling < 100
          ? [`${stage.sampling} % sampled`]
          : []),
      ].join(', ');
    case 'Consensus': {
      const method = configOf(stage).adjudicationMethod ?? 'best';
      return ADJUDICATION.find((each) => each.value === method)?.label ?? method;
    }
    case 'Logic':
      return count(rulesOf(stage).length, 'rule');
    case 'Plugin':
      return typeof stage.pluginId === 'string' && stage.pluginId
        ? stage.pluginId
        : 'No plugin yet';
    case 'Webhook':
      return hostOf(stage.url) ?? 'No address yet';
    case 'Hold':
      return 'Waits to be sent on';
    case 'Complete':
      return stage.preventRequeue ? 'No requeue' : 'End';
    case 'Archive':
      return 'End of discarded tasks';
    default:
      return stage.type;
  }
}

function peopleOf(stage: Stage): string {
  const people = stage.assignedTo?.length ?? 0;
  return people > 0 ? `${count(people, 'person', 'people')} only` : 'Everybody';
}

function hostOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined;
}
