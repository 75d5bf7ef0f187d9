import type { Stage } from '@/api/types';
import { childrenOf } from './consensus';
import { drawnStages, outputsOf } from './model';

const COLUMN = 290;
const GAP = 50;
export const NODE_WIDTH = 220;

/** Where a stage is drawn; stages without a place line up. */
export function positionOf(stage: Stage, index: number): { x: number; y: number } {
  return stage.position ?? { x: index * COLUMN, y: 0 };
}

/** About how high a stage is drawn, in pixels. */
export function heightOf(stages: Stage[], stage: Stage): number {
  const outputs = outputsOf(stage).length;
  const children = stage.type === 'Consensus' ? 40 + childrenOf(stages, stage.id).length * 30 : 0;
  const totals = stage.type === 'Start' ? 30 : 0;
  return 64 + totals + (outputs > 1 ? outputs * 24 : 0) + children;
}

/** The first place at or below a point where a new stage covers no other. */
export function freePlace(stages: Stage[], x: number, y: number): { x: number; y: number } {
  const taken = drawnStages(stages).map((stage, index) => ({
    ...positionOf(stage, index),
    height: heightOf(stages, stage),
  }));
  let free = y;
  while (
    taken.some(
      (each) =>
        Math.abs(each.x - x) < NODE_WIDTH + 20 &&
        free < each.y + each.height + 20 &&
        each.y < free + 90,
    )
  ) {
    free += 20;
  }
  return { x, y: free };
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
        next.push(...(stage?.next ?? []).filter((target): target is string => !!target));
      }
    }
    front = next;
  }
  // The end stands at the end, also when a short way leads to it.
  const last = Math.max(0, ...depth.values());
  const shared = stages.some(
    (stage) =>
      depth.get(stage.id) === last && stage.type !== 'Complete' && stage.type !== 'Archive',
  );
  const end = Math.max(shared ? last + 1 : last, 1);
  const bottoms = new Map<number, number>();
  return stages.map((stage) => {
    if (stage.consensusId) {
      return stage;
    }
    const column = stage.type === 'Complete' ? end : (depth.get(stage.id) ?? last + 1);
    const y = bottoms.get(column) ?? 0;
    bottoms.set(column, y + heightOf(stages, stage) + GAP);
    return { ...stage, position: { x: column * COLUMN, y } };
  });
}
