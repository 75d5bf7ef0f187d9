import type { FaultDetail, Stage } from '@/api/types';

/** Stage types that can be added and edited here; others are kept and shown untouched. */
export const EDITABLE = ['Start', 'Label', 'Review', 'Complete'] as const;

/** Stage types the palette offers; Start exists exactly once. */
export const ADDABLE = ['Label', 'Review', 'Complete'] as const;

export function isEditable(stage: Stage): boolean {
  return (EDITABLE as readonly string[]).includes(stage.type);
}

/** Names of the ways out of a stage, in the order of `next`. */
export function outputsOf(stage: Stage): string[] {
  switch (stage.type) {
    case 'Start':
      return ['Forward'];
    case 'Label':
      return ['Submitted'];
    case 'Review':
      return ['Accepted', 'Rejected'];
    case 'Complete':
    case 'Archive':
      return [];
    default:
      return (stage.next ?? []).length > 1
        ? (stage.next ?? []).map((_, index) => `Output ${index + 1}`)
        : ['Next'];
  }
}

/** Where the n-th output leads; null when it is not connected. */
export function targetOf(stage: Stage, output: number): string | null {
  return stage.next?.[output] ?? null;
}

/** Where a stage is drawn; stages without a place line up. */
export function positionOf(stage: Stage, index: number): { x: number; y: number } {
  return stage.position ?? { x: index * 260, y: 0 };
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
    !stage.consensusId &&
    (stage.type !== 'Complete' || stages.filter((each) => each.type === 'Complete').length > 1)
  );
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

/** A new stage with a name that is still free. */
export function makeStage(
  stages: Stage[],
  type: string,
  position: { x: number; y: number },
): Stage {
  const names = new Set(stages.map((stage) => stage.name));
  let name = type;
  for (let number = 2; names.has(name); number += 1) {
    name = `${type} ${number}`;
  }
  const extra: Partial<Stage> =
    type === 'Label'
      ? { assignedTo: [] }
      : type === 'Review'
        ? { assignedTo: [], readOnly: false }
        : { preventRequeue: false };
  return { id: crypto.randomUUID(), type, name, position, next: [], ...extra };
}

/** The first place at or below a point where a new stage covers no other. */
export function freePlace(stages: Stage[], x: number, y: number): { x: number; y: number } {
  const taken = drawnStages(stages).map(positionOf);
  let free = y;
  while (taken.some((each) => Math.abs(each.x - x) < 220 && Math.abs(each.y - free) < 110)) {
    free += 20;
  }
  return { x, y: free };
}

/** The stages as they are sent: open ways at the end are left out, the server knows no gaps. */
export function forSaving(stages: Stage[]): Stage[] {
  return stages.map((stage) => {
    const next = [...(stage.next ?? [])];
    while (next.length > 0 && next[next.length - 1] === null) {
      next.pop();
    }
    return next.length === (stage.next ?? []).length ? stage : { ...stage, next };
  });
}

export interface WorkflowFault {
  stageId: string | undefined;
  message: string;
  level: 'error' | 'warning';
}

/** What can be told without the server. */
export function findFaults(stages: Stage[]): WorkflowFault[] {
  const faults: WorkflowFault[] = [];
  const names = new Map<string, number>();
  stages.forEach((stage) => names.set(stage.name, (names.get(stage.name) ?? 0) + 1));
  const reached = new Set<string>();
  const walk = (id: string) => {
    const stage = stages.find((each) => each.id === id);
    if (stage && !reached.has(id)) {
      reached.add(id);
      stage.next?.forEach((target) => target && walk(target));
      stages.filter((each) => each.consensusId === id).forEach((child) => reached.add(child.id));
    }
  };
  stages.filter((stage) => stage.type === 'Start').forEach((stage) => walk(stage.id));

  for (const stage of stages) {
    const add = (message: string, level: WorkflowFault['level']) =>
      faults.push({ stageId: stage.id, message, level });
    if (stage.name.trim() === '') {
      add('Give the stage a name', 'error');
    } else if ((names.get(stage.name) ?? 0) > 1) {
      add('Another stage has the same name', 'warning');
    }
    if (isEditable(stage)) {
      outputsOf(stage).forEach((output, index) => {
        if (targetOf(stage, index) === null) {
          // A review decides between its two ways; the server saves it only with both.
          add(
            `“${output}” leads nowhere: tasks would stop here`,
            stage.type === 'Review' ? 'error' : 'warning',
          );
        }
      });
    }
    if (!reached.has(stage.id)) {
      add('No way leads here from Start', 'warning');
    }
  }
  return faults;
}

export function placeFault(detail: FaultDetail, level: WorkflowFault['level']): WorkflowFault {
  return { stageId: detail.stageId || undefined, message: detail.message, level };
}

/** Lines the stages up from left to right by their distance from Start. */
export function tidy(stages: Stage[]): Stage[] {
  const depth = new Map<string, number>();
  let front = stages.filter((stage) => stage.type === 'Start').map((stage) => stage.id);
  for (let level = 0; front.length > 0; level += 1) {
    const next: string[] = [];
    for (const id of front) {
      if (!depth.has(id)) {
        depth.set(id, level);
        const stage = stages.find((each) => each.id === id);
        next.push(...(stage?.next ?? []).filter((target): target is string => target !== null));
      }
    }
    front = next;
  }
  // The end stands at the end, also when a short way leads to it.
  const last = Math.max(0, ...depth.values());
  const rows = new Map<number, number>();
  return stages.map((stage) => {
    if (stage.consensusId) {
      return stage;
    }
    const column =
      stage.type === 'Complete' ? Math.max(last, 1) : (depth.get(stage.id) ?? last + 1);
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    return { ...stage, position: { x: column * 260, y: row * 140 } };
  });
}
