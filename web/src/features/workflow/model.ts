import type { Stage } from '@/api/types';
import { rulesOf } from './logic';
import { hasFixedOutputs, newSettings } from './stageTypes';

/** Names of the ways out of a stage, in the order of `next`. */
export function outputsOf(stage: Stage): string[] {
  switch (stage.type) {
    case 'Start':
      return ['Forward'];
    case 'Label':
      return ['Submitted'];
    case 'Review':
      return ['Accepted', 'Rejected'];
    case 'Consensus':
      return ['Agreement', 'Disagreement'];
    case 'Logic':
      return [...rulesOf(stage).map((_, index) => `Rule ${index + 1}`), 'Else'];
    case 'Plugin':
      return ['Labeled'];
    case 'Webhook':
      return ['Sent'];
    case 'Complete':
    case 'Archive':
      return [];
    default:
      return ['Next'];
  }
}

/** Where the n-th output leads; null when it is not connected. */
export function targetOf(stage: Stage, output: number): string | null {
  return stage.next?.[output] || null;
}

/** Stages drawn on the canvas: children of a consensus are part of their parent. */
export function drawnStages(stages: Stage[]): Stage[] {
  return stages.filter((stage) => !stage.consensusId);
}

export function patchStage(stages: Stage[], id: string, patch: Partial<Stage>): Stage[] {
  return stages.map((stage) => (stage.id === id ? { ...stage, ...patch } : stage));
}

/** Leads one output of a stage to another stage, or nowhere. */
export function connect(stages: Stage[], from: string, output: number, to: string | null): Stage[] {
  return stages.map((stage) => {
    if (stage.id !== from) {
      return stage;
    }
    const next = outputsOf(stage).map((_, index) =>
      index === output ? to : targetOf(stage, index),
    );
    while (next.length > 0 && next[next.length - 1] === null) {
      next.pop();
    }
    return { ...stage, next };
  });
}

export function canDelete(stages: Stage[], stage: Stage): boolean {
  return (
    stage.type !== 'Start' &&
    (stage.type !== 'Complete' || stages.filter((each) => each.type === 'Complete').length > 1)
  );
}

/** Start and Complete stand in a workflow once. */
export function canDuplicate(stage: Stage): boolean {
  return stage.type !== 'Start' && stage.type !== 'Complete' && !stage.consensusId;
}

/** Takes stages out; ways that led to them lead nowhere. */
export function removeStages(stages: Stage[], ids: string[]): Stage[] {
  const gone = new Set(
    stages
      .filter((stage) => ids.includes(stage.id) && canDelete(stages, stage))
      .map((stage) => stage.id),
  );
  if (gone.size === 0) {
    return stages;
  }
  return stages
    .filter((stage) => !gone.has(stage.id) && !gone.has(stage.consensusId ?? ''))
    .map((stage) =>
      stage.next?.some((target) => target !== null && gone.has(target))
        ? {
            ...stage,
            next: stage.next.map((target) => (target !== null && gone.has(target) ? null : target)),
          }
        : stage,
    );
}

function freeName(stages: Stage[], wanted: string): string {
  const names = new Set(stages.map((stage) => stage.name));
  let name = wanted;
  for (let number = 2; names.has(name); number += 1) {
    name = `${wanted} ${number}`;
  }
  return name;
}

/** A new stage with a name that is still free. */
export function makeStage(
  stages: Stage[],
  type: string,
  position: { x: number; y: number },
): Stage {
  // The two that stand once have fixed ids, which scripts rely on.
  const id = type === 'Start' || type === 'Complete' ? type : crypto.randomUUID();
  return {
    id: stages.some((stage) => stage.id === id) ? crypto.randomUUID() : id,
    type,
    name: freeName(stages, type),
    position,
    next: [],
    ...newSettings(type),
  };
}

/**
 * A second stage of the same settings and ways, below the first; a consensus takes its judges
 * along. Stored secrets belong to one stage and must be entered again.
 */
export function duplicateStage(stages: Stage[], stage: Stage, below: number): Stage[] {
  const id = crypto.randomUUID();
  const copy: Stage = {
    ...stage,
    id,
    name: freeName(stages, `${stage.name} copy`),
    position: { x: stage.position?.x ?? 0, y: (stage.position?.y ?? 0) + below },
  };
  delete copy.secret;
  const all = [...stages, copy];
  for (const child of stages.filter((each) => each.consensusId === stage.id)) {
    all.push({
      ...child,
      id: crypto.randomUUID(),
      name: freeName(all, child.name),
      next: [id],
      consensusId: id,
    });
  }
  return all;
}

/**
 * The stages as they are sent. Open ways are empty texts; where the server counts the ways, all are
 * sent, elsewhere those at the end are left out.
 */
export function forSaving(stages: Stage[]): Stage[] {
  return stages.map((stage) => {
    const ways = hasFixedOutputs(stage.type)
      ? outputsOf(stage).map((_, index) => targetOf(stage, index) ?? '')
      : (stage.next ?? []).map((target) => target ?? '');
    while (!hasFixedOutputs(stage.type) && ways.length > 0 && ways[ways.length - 1] === '') {
      ways.pop();
    }
    return JSON.stringify(ways) === JSON.stringify(stage.next ?? [])
      ? stage
      : { ...stage, next: ways };
  });
}
