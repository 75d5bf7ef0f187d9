import type { ProjectMember, Stage } from '@/api/types';
import { newSettings } from './stageTypes';

export const MOST_CHILDREN = 10;
export const LEAST_CHILDREN = 2;

/** The stages that judge inside a Consensus stage, in their order. */
export function childrenOf(stages: Stage[], consensusId: string): Stage[] {
  return stages.filter((stage) => stage.consensusId === consensusId);
}

/** A judge for a Consensus stage, with a name that is still free. */
export function makeChild(stages: Stage[], parent: Stage, type: 'Label' | 'Plugin'): Stage {
  const names = new Set(stages.map((stage) => stage.name));
  let number = childrenOf(stages, parent.id).length + 1;
  while (names.has(`${parent.name}_${number}`)) {
    number += 1;
  }
  return {
    id: crypto.randomUUID(),
    type,
    name: `${parent.name}_${number}`,
    position: { x: 0, y: 0 },
    next: [parent.id],
    consensusId: parent.id,
    consensusConfig: {},
    ...newSettings(type),
  };
}

/** Adds a judge behind the others of its stage. */
export function addChild(stages: Stage[], parent: Stage, type: 'Label' | 'Plugin'): Stage[] {
  return [...stages, makeChild(stages, parent, type)];
}

/**
 * Deals people out over the Label judges in turn, so that nobody is in two of them. Unchanged when
 * there are fewer people than judges: a judge with an empty list would be open to all.
 */
export function autoAssign(stages: Stage[], consensusId: string, people: string[]): Stage[] {
  const judges = childrenOf(stages, consensusId).filter((child) => child.type === 'Label');
  if (judges.length === 0 || people.length < judges.length) {
    return stages;
  }
  const dealt = new Map(
    judges.map((judge, place) => [
      judge.id,
      people.filter((_, index) => index % judges.length === place),
    ]),
  );
  return stages.map((stage) => {
    const assignedTo = dealt.get(stage.id);
    return assignedTo ? { ...stage, assignedTo } : stage;
  });
}

/** Whom Auto Assign deals out: the labelers, or everybody where labelers do not suffice. */
export function judgesAmong(members: ProjectMember[], judges: number): string[] {
  const labelers = members.filter((member) => member.role === 'Labeler');
  return (labelers.length >= judges ? labelers : members).map((member) => member.assignee);
}

export interface ConsensusConfig {
  threshold?: Record<string, number>;
  defaultThreshold?: number;
  adjudicationMethod?: string;
  allowSamePerson?: boolean;
  blindStart?: boolean;
  minJudgments?: number;
  [key: string]: unknown;
}

export function configOf(stage: Stage): ConsensusConfig {
  return (stage.consensusConfig ?? {}) as ConsensusConfig;
}

/** The config with a threshold for a class, or without one. */
export function withThreshold(
  config: ConsensusConfig,
  schemaId: string,
  percent: number | undefined,
): ConsensusConfig {
  const threshold = Object.fromEntries(
    Object.entries(config.threshold ?? {}).filter(([id]) => id !== schemaId),
  );
  return {
    ...config,
    threshold: percent === undefined ? threshold : { ...threshold, [schemaId]: percent },
  };
}

export const ADJUDICATION: readonly { value: string; label: string; meaning: string }[] = [
  { value: 'best', label: 'Best judgment', meaning: 'The whole judgment with the highest score' },
  { value: 'majority', label: 'Majority', meaning: 'What more than half of the judgments have' },
  { value: 'merge', label: 'Merge', meaning: 'All objects, those that overlap made one' },
  { value: 'union', label: 'Union', meaning: 'All objects, those that overlap made one' },
  { value: 'intersection', label: 'Intersection', meaning: 'Only what all judgments have' },
  { value: 'last', label: 'Last submitted', meaning: 'The judgment that came in last' },
  { value: 'none', label: 'None', meaning: 'The task as it came in, only scores are added' },
];
