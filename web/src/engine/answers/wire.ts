import type { AnswerEntry, Entry, ListName, ToolObject } from '../model/annotation';
import type { Schema } from '../model/schema';
import { withoutHidden } from './answers';

/**
 * The form in which an entry is sent: without answers that do not show. `null` when nothing is left of it (an empty
 * answer). Entries that need no change are sent as they are.
 */
export function wireForm(schema: Schema, list: ListName, entry: Entry): Entry | null {
  switch (list) {
    case 'classifications':
      return withoutHidden([entry as AnswerEntry], schema.questions)[0] ?? null;
    case 'tools': {
      const object = entry as ToolObject;
      const questions = schema.toolClass(object.schemaId)?.classifications ?? [];
      const classifications = withoutHidden(object.classifications, questions);
      return classifications === object.classifications ? object : { ...object, classifications };
    }
    case 'relations':
      return entry;
  }
}
