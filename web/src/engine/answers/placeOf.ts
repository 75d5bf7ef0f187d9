import type { Answer, AnswerEntry } from '../model/annotation';

/** Where an entry of an answer is seen: an object on the canvas, a question in a panel, or both. */
export interface EntryPlace {
  /** The object itself, or the one whose question it is. */
  readonly objectId: string | null;
  /** The question; `null` for an object or a relation. */
  readonly schemaId: string | null;
}

function holds(entries: readonly AnswerEntry[] | null | undefined, id: string): AnswerEntry | null {
  for (const entry of entries ?? []) {
    const inside = entry.objectId === id ? entry : holds(entry.classifications, id);
    if (inside) return inside;
  }
  return null;
}

/** Finds the entry that a finding names; `null` when the answer no longer has it. */
export function placeOf(answer: Answer, id: string): EntryPlace | null {
  for (const tool of answer.tools) {
    if (tool.objectId === id) return { objectId: id, schemaId: null };
    const inside = holds(tool.classifications, id);
    if (inside) return { objectId: tool.objectId, schemaId: inside.schemaId };
  }
  const question = holds(answer.classifications, id);
  if (question) return { objectId: null, schemaId: question.schemaId };
  const relation = answer.relations.find((each) => each.objectId === id);
  const member = relation && (relation.from ?? relation.group?.[0]);
  return member === undefined ? null : { objectId: member, schemaId: null };
}
