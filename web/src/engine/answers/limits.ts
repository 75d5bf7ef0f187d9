import {
  type Answer,
  type AnswerEntry,
  geometryKind,
  type GeometryKind,
  type ToolObject,
} from '../model/annotation';
import type { ClassDefinition } from '../model/schema';

type Limit = number | null | undefined;

/** What is wrong with how many objects of a class there are, `null` when nothing is. */
export function countFault(definition: ClassDefinition, answer: Answer): string | null {
  const { min, max, perPage } = definition;
  const idsByPage = new Map<number, Set<string>>([[0, new Set()]]);
  for (const object of answer.tools) {
    if (object.schemaId !== definition.schemaId) continue;
    const page = perPage === true && typeof object.page === 'number' ? object.page : 0;
    const ids = idsByPage.get(page) ?? new Set();
    idsByPage.set(page, ids.add(object.objectId));
  }
  for (const ids of idsByPage.values()) {
    const fault = limitFault(ids.size, min, max, 'object');
    if (fault !== null) return perPage === true ? `${fault} on each page` : fault;
  }
  return null;
}

const WITH_VERTICES: readonly GeometryKind[] = ['polygon', 'polyline', 'spline'];

/** What is wrong with how many vertices an object has, `null` when nothing is. */
export function vertexFault(definition: ClassDefinition, object: ToolObject): string | null {
  const kind = geometryKind(object);
  const vertices = kind && WITH_VERTICES.includes(kind) ? object[kind] : null;
  return Array.isArray(vertices)
    ? limitFault(vertices.length, definition.minPoints, definition.maxPoints, 'point')
    : null;
}

/** What is wrong with how many options an answer names, `null` when nothing is. */
export function selectionFault(question: ClassDefinition, entry: AnswerEntry): string | null {
  const { answer } = entry;
  if (question.tool === 'rank' || !Array.isArray(answer)) return null;
  const values = answer.filter((value) => typeof value === 'string');
  // In a tree the nodes above a chosen one are ticked too and do not count.
  const chosen =
    question.tool === 'tree-dropdown'
      ? values.filter((value) => !values.some((other) => other.startsWith(`${value} / `)))
      : values;
  return limitFault(chosen.length, question.minSelections, question.maxSelections, 'option');
}

function limitFault(count: number, least: Limit, most: Limit, what: string): string | null {
  const amount = (limit: number): string => `${limit} ${what}${limit === 1 ? '' : 's'}`;
  if (typeof least === 'number' && count < least) return `at least ${amount(least)}`;
  return typeof most === 'number' && count > most ? `at most ${amount(most)}` : null;
}
