import type { Project, Stage } from '@/api/types';
import { readJson } from '@/ui/json';
import { rulesOf } from './logic';

/**
 * The workflow as text for another project (workflow.md 4.11): without secrets, and with batches by
 * name, as ids mean nothing elsewhere.
 */
export function workflowText(stages: Stage[], project: Pick<Project, 'batches'>): string {
  const names = new Map(project.batches.map((batch) => [batch._id, batch.name]));
  const copied = stages.map((stage) => {
    const copy: Stage = { ...stage };
    delete copy.secret;
    return stage.type === 'Logic' ? withBatches(copy, (id) => names.get(id) ?? id) : copy;
  });
  return JSON.stringify({ stages: copied }, null, 2);
}

function withBatches(stage: Stage, rename: (batch: string) => string): Stage {
  return {
    ...stage,
    logic: {
      ...(stage.logic as object | undefined),
      conditions: rulesOf(stage).flatMap((rule, index) =>
        rule.map((condition) => ({
          ...condition,
          index,
          value:
            condition.type === 'Batch' && Array.isArray(condition.value)
              ? condition.value.map((batch) => rename(String(batch)))
              : condition.value,
        })),
      ),
    },
  };
}

export interface ReadWorkflow {
  stages?: Stage[];
  /** Why it is no workflow. */
  fault?: string;
}

/** Reads what was pasted: a copied workflow, or the bare list of stages as the API has it. */
export function readWorkflow(text: string): ReadWorkflow {
  const { value, fault } = readJson(text) as ReturnType<typeof readJson> & { value?: unknown };
  if (fault) {
    return { fault: `Line ${fault.line}, column ${fault.column}: ${fault.message}` };
  }
  const stages: unknown = Array.isArray(value)
    ? value
    : (value as { stages?: unknown } | null)?.stages;
  if (!Array.isArray(stages) || stages.length === 0) {
    return { fault: 'This is no workflow: a list of stages is expected.' };
  }
  const broken = stages.findIndex(
    (stage: Partial<Stage> | null) =>
      typeof stage?.id !== 'string' || typeof stage.type !== 'string',
  );
  return broken >= 0
    ? { fault: `Stage ${broken + 1} has no id or no type.` }
    : {
        stages: (stages as Partial<Stage>[]).map(
          (stage) => ({ ...stage, name: stage.name ?? stage.type }) as Stage,
        ),
      };
}
