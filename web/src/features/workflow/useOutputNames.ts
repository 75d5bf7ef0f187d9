import { useMemo } from 'react';
import type { Stage } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { classChoices } from './classes';
import { describe, rulesOf, type Names } from './logic';
import { outputsOf } from './model';

/** What the ids in rules are called in the current project. */
export function useNames(stages: Stage[]): Names {
  const { project } = useCurrentProject();
  return useMemo(() => {
    const classes = new Map(
      classChoices(project.categorySchema).map((each) => [each.id, each.title]),
    );
    return {
      schema: (id) => classes.get(id) ?? 'a class that is gone',
      batch: (id) => project.batches.find((batch) => batch._id === id)?.name ?? 'that is gone',
      person: (email) =>
        project.assignedTo.find((member) => member.assignee === email)?.name ?? email,
      stage: (id) => stages.find((stage) => stage.id === id)?.name ?? 'a stage that is gone',
    };
  }, [project, stages]);
}

/** Names of the ways out of a stage; those of rules tell what the rule asks. */
export function useOutputNames(stages: Stage[]): (stage: Stage) => string[] {
  const names = useNames(stages);
  return (stage) =>
    stage.type === 'Logic'
      ? [
          ...rulesOf(stage).map((rule, index) =>
            rule.length > 0
              ? rule.map((condition) => describe(condition, names)).join(' and ')
              : `Rule ${index + 1}`,
          ),
          'Else',
        ]
      : outputsOf(stage);
}
