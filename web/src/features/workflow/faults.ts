import type { FaultDetail, Stage } from '@/api/types';
import { childrenOf, LEAST_CHILDREN, MOST_CHILDREN } from './consensus';
import { rulesOf } from './logic';
import { outputsOf, targetOf } from './model';
import { isKnownType } from './stageTypes';

export interface WorkflowFault {
  stageId: string | undefined;
  message: string;
  level: 'error' | 'warning';
}

/** What can be told without the server. */
export function findFaults(stages: Stage[]): WorkflowFault[] {
  const faults: WorkflowFault[] = [];
  const reached = reachedFromStart(stages);
  const names = new Map<string, number>();
  stages.forEach((stage) => names.set(stage.name, (names.get(stage.name) ?? 0) + 1));
  for (const type of ['Start', 'Complete']) {
    const number = stages.filter((stage) => stage.type === type).length;
    if (number !== 1) {
      faults.push({
        stageId: undefined,
        message: `A workflow has exactly one ${type} stage, this one has ${number}`,
        level: 'error',
      });
    }
  }
  for (const stage of stages) {
    const add = (message: string, level: WorkflowFault['level'] = 'warning') =>
      faults.push({ stageId: stage.id, message, level });
    if (!isKnownType(stage.type)) {
      add(`“${stage.type}” is no type of stage`, 'error');
    }
    if (stage.name.trim() === '') {
      add('Give the stage a name', 'error');
    } else if ((names.get(stage.name) ?? 0) > 1) {
      add('Another stage has the same name');
    }
    if (!stage.consensusId) {
      outputsOf(stage).forEach((output, index) => {
        if (targetOf(stage, index) === null) {
          add(`“${output}” leads nowhere: tasks would stop here`);
        }
      });
    }
    if (!reached.has(stage.id)) {
      add('No way leads here from Start');
    }
    ownFaults(stages, stage, add);
  }
  return faults;
}

function ownFaults(
  stages: Stage[],
  stage: Stage,
  add: (message: string, level?: WorkflowFault['level']) => void,
): void {
  switch (stage.type) {
    case 'Consensus': {
      const number = childrenOf(stages, stage.id).length;
      if (number < LEAST_CHILDREN || number > MOST_CHILDREN) {
        add(`A consensus has 2 to 10 judges, this one has ${number}`, 'error');
      }
      break;
    }
    case 'Logic':
      if (rulesOf(stage).length === 0) {
        add('There is no rule: every task takes the way Else');
      }
      break;
    case 'Plugin':
      if (!stage.pluginId) {
        add('No plugin is chosen: tasks stop here');
      }
      break;
    case 'Webhook':
      if (!isAddress(stage.url)) {
        add('The address must begin with http:// or https://: tasks stop here');
      } else if (stage.authType !== undefined && stage.authType !== 'none' && !stage.secret) {
        add('A secret is needed for this way of authorization');
      }
      break;
    default:
  }
}

function isAddress(url: unknown): boolean {
  return typeof url === 'string' && /^https?:\/\/[^/\s]+/i.test(url);
}

function reachedFromStart(stages: Stage[]): Set<string> {
  const reached = new Set<string>();
  const walk = (id: string) => {
    const stage = stages.find((each) => each.id === id);
    if (stage && !reached.has(id)) {
      reached.add(id);
      stage.next?.forEach((target) => target && walk(target));
      childrenOf(stages, id).forEach((child) => reached.add(child.id));
    }
  };
  stages.filter((stage) => stage.type === 'Start').forEach((stage) => walk(stage.id));
  return reached;
}

export function placeFault(detail: FaultDetail, level: WorkflowFault['level']): WorkflowFault {
  return { stageId: detail.stageId || undefined, message: detail.message, level };
}

/** What is said of a stage and, where it is a consensus, of its judges. */
export function faultsAt(faults: WorkflowFault[], stages: Stage[], stage: Stage): WorkflowFault[] {
  const ids = new Set([stage.id, ...childrenOf(stages, stage.id).map((child) => child.id)]);
  return faults.filter((fault) => fault.stageId !== undefined && ids.has(fault.stageId));
}
