import { useStageCounts } from '@/api/projects';
import type { Stage } from '@/api/types';
import { useJudgmentCounts, useMarkCounts, type MarkCounts } from '@/api/workflow';

export interface StageNumbers {
  /** Tasks in a stage; undefined while they are not known. */
  tasks: (stageId: string) => number | undefined;
  totals: { tasks: number; complete: number } | undefined;
  marks: Record<string, MarkCounts | undefined>;
  marksCut: boolean;
  /** Judgments in each child of the Consensus stages. */
  judgments: Record<string, number | undefined>;
}

/** How many tasks are where, kept up to date. Archived tasks are not among the totals. */
export function useStageNumbers(projectId: string, stages: Stage[]): StageNumbers {
  const counts = useStageCounts(projectId, 5000).data;
  const marks = useMarkCounts(projectId).data;
  const judgments = useJudgmentCounts(
    projectId,
    stages.filter((stage) => stage.consensusId).map((stage) => stage.id),
  ).data;
  const sum = (types: (type: string) => boolean) =>
    (counts ?? []).filter((each) => types(each.type)).reduce((all, each) => all + each.count, 0);
  return {
    tasks: (stageId) => counts && (counts.find((each) => each.stageId === stageId)?.count ?? 0),
    totals: counts && {
      tasks: sum((type) => type !== 'Archive'),
      complete: sum((type) => type === 'Complete'),
    },
    marks: marks?.byStage ?? {},
    marksCut: marks?.cut ?? false,
    judgments: judgments ?? {},
  };
}
