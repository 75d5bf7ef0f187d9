import type { Answer, AnswerEntry } from '../model/annotation';
import type { ClassDefinition, Schema } from '../model/schema';
import { countFault, selectionFault, vertexFault } from './limits';
import { entriesOf, isAnswered, revealedUnder, textFault } from './answers';

/** Something that keeps a task from being submitted, and where to go to mend it. */
export interface Shortcoming {
  readonly message: string;
  readonly schemaId: string;
  /** The object the question belongs to; absent for questions about the whole asset. */
  readonly objectId?: string;
  /** What a click does: take the tool, or go to the question. */
  readonly target: 'tool' | 'question';
}

/** Everything that is missing or not allowed, in the order of the panels. */
export function shortcomings(schema: Schema, answer: Answer): Shortcoming[] {
  const found: Shortcoming[] = [];
  for (const tool of schema.tools) {
    if (tool.required !== true || tool.tool === 'brush') continue;
    if (answer.tools.some((object) => object.schemaId === tool.schemaId)) continue;
    found.push({
      message: `Add at least one ${tool.title}`,
      schemaId: tool.schemaId,
      target: 'tool',
    });
  }
  for (const tool of schema.tools) {
    const fault = tool.tool === 'brush' ? null : countFault(tool, answer);
    if (fault === null) continue;
    const { schemaId } = tool;
    found.push({ message: `${tool.title} needs ${fault}`, schemaId, target: 'tool' });
  }
  found.push(...questionFaults(schema.questions, answer.classifications, null));
  answer.tools.forEach((object, index) => {
    const definition = schema.toolClass(object.schemaId);
    const nested = definition?.classifications ?? [];
    const place = { objectId: object.objectId, name: `${object.title || 'Object'} ${index + 1}` };
    const fault = definition ? vertexFault(definition, object) : null;
    if (fault !== null) {
      const { objectId, schemaId } = object;
      found.push({ message: `${place.name} needs ${fault}`, schemaId, objectId, target: 'tool' });
    }
    found.push(...questionFaults(nested, object.classifications, place));
  });
  return found;
}

interface Place {
  readonly objectId: string;
  readonly name: string;
}

function questionFaults(
  questions: readonly ClassDefinition[],
  entries: readonly AnswerEntry[],
  place: Place | null,
): Shortcoming[] {
  const where = place ? `${place.name}: ` : '';
  const at = place ? { objectId: place.objectId } : {};
  return questions.flatMap((question) => {
    const own = entriesOf(entries, question);
    const { schemaId, title } = question;
    const found: Shortcoming[] = [];
    if (question.required === true && !own.some((entry) => isAnswered(entry.answer))) {
      found.push({ message: `${where}Answer “${title}”`, schemaId, target: 'question', ...at });
    }
    for (const entry of own) {
      const options = selectionFault(question, entry);
      const fault = options === null ? textFault(question, entry.answer) : `Choose ${options}.`;
      if (fault !== null) {
        found.push({
          message: `${where}“${title}”: ${fault}`,
          schemaId,
          target: 'question',
          ...at,
        });
      }
      found.push(...questionFaults(revealedUnder(question, entry), entry.classifications, place));
    }
    return found;
  });
}
