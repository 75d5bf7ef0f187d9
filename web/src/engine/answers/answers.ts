import { isMarkup, plainText } from './richText';
import { type AnswerEntry, newObjectId } from '../model/annotation';
import type { ClassDefinition } from '../model/schema';

/**
 * Answers to questions as pure values: a list of questions and the list of entries that answer them, nested the same
 * way. Answers are option values, as in an export; an option's id is understood too.
 */

/** The kinds that can be answered here; entries of other kinds are kept and shown. */
export const ANSWERABLE: readonly string[] = [
  'radio',
  'checkbox',
  'single-dropdown',
  'multi-dropdown',
  'text',
  'boolean',
];

/** Kinds whose answer is a list of options. */
export function isMultiChoice(question: ClassDefinition): boolean {
  return question.tool === 'checkbox' || question.tool === 'multi-dropdown';
}

/** Kinds whose answer is one or several options. */
export function isChoice(question: ClassDefinition): boolean {
  return ['radio', 'single-dropdown'].includes(question.tool) || isMultiChoice(question);
}

/** The entries that answer a question; several only when the question is `multiple`. */
export function entriesOf(
  entries: readonly AnswerEntry[],
  question: ClassDefinition,
): readonly AnswerEntry[] {
  return entries.filter((entry) => entry.schemaId === question.schemaId);
}

/** The option values an entry names, whether it holds values or ids. */
export function chosenValues(question: ClassDefinition, answer: unknown): string[] {
  const named = (Array.isArray(answer) ? answer : [answer]) as unknown[];
  return named.flatMap((name) => {
    if (typeof name !== 'string' || name === '') return [];
    const option =
      question.options?.find((each) => each.value === name) ??
      question.options?.find((each) => each.schemaId === name);
    return [option?.value ?? name];
  });
}

/** Whether a value counts as an answer. */
export function isAnswered(answer: unknown): boolean {
  if (answer === null || answer === undefined) return false;
  if (typeof answer === 'string') {
    return (isMarkup(answer) ? plainText(answer) : answer).trim() !== '';
  }
  return !Array.isArray(answer) || answer.length > 0;
}

/** Whether a nested question shows, given what its parent was answered. */
export function isRevealed(
  nested: ClassDefinition,
  parent: ClassDefinition,
  answer: unknown,
): boolean {
  if (!isAnswered(answer)) return false;
  if (parent.tool === 'boolean') return answer === true;
  const wanted = [nested.parentOptionId, ...(nested.parentOptionIds ?? [])].filter(
    (id) => id !== null && id !== undefined && id !== '' && id !== 'Any',
  );
  if (wanted.length === 0) return true;
  const chosen = new Set(chosenValues(parent, answer));
  return (parent.options ?? []).some(
    (option) => wanted.includes(option.schemaId) && chosen.has(option.value),
  );
}

/** The nested questions that show under an entry. */
export function revealedUnder(
  question: ClassDefinition,
  entry: AnswerEntry | undefined,
): readonly ClassDefinition[] {
  return (question.classifications ?? []).filter((nested) =>
    isRevealed(nested, question, entry?.answer),
  );
}

/**
 * The entries with one question answered. An empty answer takes the entry away, unless answers hang under it that a
 * later answer may reveal again: those leave with `withoutHidden` when the answer is saved.
 */
export function answered(
  entries: readonly AnswerEntry[],
  question: ClassDefinition,
  answer: unknown,
  objectId: string | null = null,
  makeId: () => string = newObjectId,
): readonly AnswerEntry[] {
  const present = entries.find(
    (entry) =>
      entry.schemaId === question.schemaId && (objectId === null || entry.objectId === objectId),
  );
  const value = normalised(question, answer);
  if (!present) {
    return isAnswered(value) ? [...entries, newEntry(question, value, makeId)] : entries;
  }
  if (!isAnswered(value) && present.classifications.length === 0) {
    return entries.filter((entry) => entry !== present);
  }
  return entries.map((entry) => (entry === present ? { ...entry, answer: value } : entry));
}

/** The entries with another list of nested answers under one of them. */
export function nestedAnswered(
  entries: readonly AnswerEntry[],
  objectId: string,
  nested: readonly AnswerEntry[],
): readonly AnswerEntry[] {
  return entries.map((entry) =>
    entry.objectId === objectId ? { ...entry, classifications: nested } : entry,
  );
}

/** A further answer to a `multiple` question, empty as yet. */
export function anotherAnswer(
  question: ClassDefinition,
  answer: unknown,
  makeId: () => string = newObjectId,
): AnswerEntry {
  return newEntry(question, normalised(question, answer), makeId);
}

function newEntry(question: ClassDefinition, answer: unknown, makeId: () => string): AnswerEntry {
  return {
    objectId: makeId(),
    schemaId: question.schemaId,
    tool: question.tool,
    title: question.title,
    answer,
    classifications: [],
  };
}

/** Several choices are written in schema order; values no longer in the schema come last. */
function normalised(question: ClassDefinition, answer: unknown): unknown {
  if (!isMultiChoice(question)) return answer;
  const chosen = new Set(chosenValues(question, answer));
  const known = (question.options ?? []).map((option) => option.value);
  return [
    ...known.filter((value) => chosen.has(value)),
    ...[...chosen].filter((v) => !known.includes(v)),
  ];
}

/**
 * What is written: answers to questions that do not show, and empty ones, are left out. Entries of unknown questions
 * are kept. The same list comes back when nothing had to be left out.
 */
export function withoutHidden(
  entries: readonly AnswerEntry[],
  questions: readonly ClassDefinition[],
): readonly AnswerEntry[] {
  let same = true;
  const kept: AnswerEntry[] = [];
  for (const entry of entries) {
    const question = questions.find((each) => each.schemaId === entry.schemaId);
    if (!question) {
      kept.push(entry);
      continue;
    }
    if (!isAnswered(entry.answer)) {
      same = false;
      continue;
    }
    const all = question.classifications ?? [];
    const hidden = new Set(
      all.filter((nested) => !isRevealed(nested, question, entry.answer)).map((n) => n.schemaId),
    );
    const shown = entry.classifications.filter((nested) => !hidden.has(nested.schemaId));
    const nested = withoutHidden(
      shown.length === entry.classifications.length ? entry.classifications : shown,
      all,
    );
    if (nested === entry.classifications) {
      kept.push(entry);
    } else {
      same = false;
      kept.push({ ...entry, classifications: nested });
    }
  }
  return same ? entries : kept;
}

/** Why a text is not allowed, `null` when it is. */
export function textFault(question: ClassDefinition, answer: unknown): string | null {
  if (question.tool !== 'text' || typeof answer !== 'string' || answer === '') return null;
  const text = question.richText === true || isMarkup(answer) ? plainText(answer) : answer;
  const { minLength, maxLength, regex } = question;
  if (typeof minLength === 'number' && text.length < minLength) {
    return `Type at least ${minLength} characters.`;
  }
  if (typeof maxLength === 'number' && text.length > maxLength) {
    return `Type at most ${maxLength} characters.`;
  }
  if (typeof regex !== 'string' || regex === '') return null;
  try {
    const pattern = new RegExp(`^(?:${regex})$`, 'u');
    return pattern.test(text) ? null : `The text must match ${regex}`;
  } catch {
    // A pattern that cannot be read is the schema's fault, never the labeler's.
    return null;
  }
}
