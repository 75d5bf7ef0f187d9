import type { LabelImport } from '@/api/types';
import { count } from '@/ui/format';

/** One reason why nothing was labeled, and what to do. */
export interface Cause {
  what: string;
  advice: string;
}

/** Why an import labels no task, most likely first (import specification, section 13.1). */
export function causesOfNothing(done: LabelImport): Cause[] {
  if (done.tasksLabeled > 0 || done.state === 'failed') {
    return [];
  }
  const of = (code: string) => done.codes.find((each) => each.code === code)?.count ?? 0;
  if (done.itemsDone === 0) {
    return [
      {
        what: 'The file holds no items.',
        advice:
          'JSON must be a list of items with at least one asset each. Compare it with the sample.',
      },
    ];
  }
  const causes: Cause[] = [];
  const notFound = of('ASSET_NOT_FOUND');
  if (notFound > 0) {
    const all = notFound >= done.itemsDone;
    causes.push({
      what: `No asset of this project has the id or address of ${count(notFound, 'item')}.`,
      advice: all
        ? 'Is this the right project? Were the files imported first? Ids are compared exactly; the list below names the nearest ones.'
        : 'Ids are compared exactly; the list below names the nearest ones.',
    });
  }
  const worked = of('NOT_TODO');
  if (worked > 0) {
    causes.push({
      what: `${count(worked, 'task is', 'tasks are')} no longer to do: somebody saved or submitted work.`,
      advice: 'Import again with “Also tasks already worked on” to replace that work.',
    });
  }
  const unknown = of('UNKNOWN_CLASS') + of('MISSING_CLASS');
  if (unknown > 0) {
    causes.push({
      what: `${count(unknown, 'label names', 'labels name')} no class of this project.`,
      advice:
        'The file may be made for another category schema. Create the missing classes, or correct the ids.',
    });
  }
  const bare = of('NO_LABELS');
  if (bare > 0 || done.codes.every((each) => !each.fault)) {
    causes.push({
      what:
        bare > 0
          ? `${count(bare, 'item holds', 'items hold')} no labels.`
          : 'The items hold no labels.',
      advice:
        'Their lists are empty, or the labels stand under a key that is not known. Compare the file with the sample.',
    });
  }
  return causes.length > 0
    ? causes
    : [
        {
          what: 'Every label has a problem.',
          advice: 'The list below names each one with its place in the file.',
        },
      ];
}
