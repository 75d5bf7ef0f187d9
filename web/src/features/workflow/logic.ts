import type { Stage } from '@/api/types';

/** One condition of a rule as it is stored (workflow.md 4.7); unknown keys travel along. */
export interface Condition {
  type: string;
  value: unknown;
  index?: number;
  [key: string]: unknown;
}

/** Conditions that must all hold; the order of rules is the order of the ways out. */
export type Rule = Condition[];

export const CONDITION_TITLES: Record<string, string> = {
  AnnotationType: 'Labels',
  Annotator: 'Annotator',
  RandomSample: 'Random sample',
  Duration: 'Time spent',
  Batch: 'Batch',
  Consensus: 'Consensus score',
  Benchmark: 'Benchmark average of the annotator',
  Issues: 'Open issues',
  ReviewStatus: 'Last review',
  Skipped: 'Times skipped',
  Metadata: 'Metadata of the asset',
  ExternalId: 'External id',
  VisitCount: 'Times in a stage',
  Priority: 'Priority',
};

/** The value a new condition begins with. */
export function newCondition(type: string): Condition {
  return { type, value: startValue(type) };
}

function startValue(type: string): unknown {
  switch (type) {
    case 'AnnotationType':
      return { tools: [], classifications: [], relations: [] };
    case 'RandomSample':
      return 0.1;
    case 'Duration':
      return [null, null];
    case 'Consensus':
    case 'Benchmark':
      return { op: '$gte', value: 80 };
    case 'Issues':
    case 'Skipped':
      return { op: '$gte', value: 1 };
    case 'Metadata':
      return { path: '', op: '$eq', value: '' };
    case 'ExternalId':
      return { op: '$regex', value: '' };
    case 'VisitCount':
      return { stageId: '', op: '$gte', value: 3 };
    case 'Priority':
      return { op: '$gt', value: 0 };
    default:
      return [];
  }
}

function conditionsOf(stage: Stage): Condition[] {
  const { conditions } = (stage.logic ?? {}) as { conditions?: unknown };
  return Array.isArray(conditions) ? (conditions as Condition[]) : [];
}

/** The rules of a Logic stage; conditions with the same index make up one. */
export function rulesOf(stage: Stage): Rule[] {
  const rules: Rule[] = [];
  for (const condition of conditionsOf(stage)) {
    const index = condition.index ?? 0;
    while (rules.length <= index) {
      rules.push([]);
    }
    rules[index]?.push(condition);
  }
  return rules;
}

/** The stage with other rules; the ways out are given beside them, Else last. */
function withRules(stage: Stage, rules: Rule[], next: (string | null)[]): Stage {
  return {
    ...stage,
    logic: {
      ...(stage.logic as object | undefined),
      conditions: rules.flatMap((rule, index) =>
        rule.map((condition) => ({ ...condition, index })),
      ),
    },
    next,
  };
}

function waysOf(stage: Stage): (string | null)[] {
  return [...rulesOf(stage), undefined].map((_, index) => stage.next?.[index] || null);
}

/** Adds a rule before Else; its way out is open. */
export function addRule(stage: Stage, condition: Condition): Stage {
  const ways = waysOf(stage);
  ways.splice(-1, 0, null);
  return withRules(stage, [...rulesOf(stage), [condition]], ways);
}

/** Takes a rule out together with its way. */
export function removeRule(stage: Stage, index: number): Stage {
  const keep = (_: unknown, at: number) => at !== index;
  return withRules(stage, rulesOf(stage).filter(keep), waysOf(stage).filter(keep));
}

/** Swaps a rule with the one before it; each keeps its way. */
export function raiseRule(stage: Stage, index: number): Stage {
  const swap = <T>(list: T[]): T[] =>
    list.map(
      (item, at) =>
        (at === index ? list[index - 1] : at === index - 1 ? list[index] : item) ?? item,
    );
  const rules = rulesOf(stage);
  const ways = waysOf(stage);
  const [before, moved] = [ways[index - 1] ?? null, ways[index] ?? null];
  ways.splice(index - 1, 2, moved, before);
  return index > 0 ? withRules(stage, swap(rules), ways) : stage;
}

/** Changes the conditions of a rule; without any left the rule goes. */
export function changeRule(stage: Stage, index: number, rule: Rule): Stage {
  return rule.length === 0
    ? removeRule(stage, index)
    : withRules(
        stage,
        rulesOf(stage).map((each, at) => (at === index ? rule : each)),
        waysOf(stage),
      );
}

export const OPERATORS: Record<string, string> = {
  $gte: 'at least',
  $gt: 'more than',
  $lte: 'at most',
  $lt: 'less than',
  $eq: 'is',
  $ne: 'is not',
};

export interface Comparison {
  op: string;
  value: unknown;
  [key: string]: unknown;
}

/** The comparison of a condition; how often skipped may also be told by yes or no. */
export function comparisonOf(condition: Condition): Comparison {
  if (typeof condition.value === 'boolean') {
    return condition.value ? { op: '$gte', value: 1 } : { op: '$eq', value: 0 };
  }
  const value = (condition.value ?? {}) as Partial<Comparison>;
  return { ...value, op: value.op ?? '$gte', value: value.value };
}

const SHARE = 100;

/** A share of 1 as percent, without the noise of binary fractions. */
export function toPercent(share: unknown): number | undefined {
  return typeof share === 'number' ? Math.round(share * SHARE * 1000) / 1000 : undefined;
}

/** Percent as a share of 1. */
export function toShare(percent: number): number {
  return Math.round(Math.min(SHARE, Math.max(0, percent)) * 1000) / (SHARE * 1000);
}

/** What ids in conditions are called. */
export interface Names {
  schema: (id: string) => string;
  batch: (id: string) => string;
  person: (email: string) => string;
  stage: (id: string) => string;
}

const list = (value: unknown, name: (id: string) => string): string => {
  const names = Array.isArray(value) ? value.map((each) => name(String(each))) : [];
  return names.length === 0
    ? 'nobody chosen'
    : names.length === 1
      ? (names[0] ?? '')
      : `${names[0] ?? ''} +${names.length - 1}`;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A condition in few words, for the canvas. */
export function describe(condition: Condition, names: Names): string {
  const { value } = condition;
  const compared = (unit = '') => {
    const { op, value: wanted } = comparisonOf(condition);
    return `${OPERATORS[op] ?? (op === '$regex' ? 'matches' : op)} ${String(wanted)}${unit}`;
  };
  switch (condition.type) {
    case 'RandomSample':
      return `${toPercent(value) ?? '?'} % at random`;
    case 'Annotator':
      return `By ${list(value, names.person)}`;
    case 'Batch':
      return `Batch ${list(value, names.batch)}`;
    case 'ReviewStatus':
      return `Review ${list(value, String)}`;
    case 'Duration': {
      const bounds = Array.isArray(value) ? (value as unknown[]) : [];
      const [from, to] = [0, 1].map((at) => {
        const bound = bounds[at];
        return typeof bound === 'number' ? `${bound / 1000} s` : undefined;
      });
      return from && to
        ? `${from} to ${to}`
        : to
          ? `Under ${to}`
          : from
            ? `From ${from}`
            : 'Any time spent';
    }
    case 'AnnotationType': {
      const rows = classRowsOf(value);
      const [first] = rows;
      return first
        ? `${names.schema(first.schemaId)}${first.filter === 'notExists' ? ' missing' : ''}${rows.length > 1 ? ` +${rows.length - 1}` : ''}`
        : 'No class chosen';
    }
    case 'Consensus':
      return `Consensus ${compared(' %')}`;
    case 'Benchmark':
      return `Benchmark ${compared(' %')}`;
    case 'Issues':
      return `Issues ${compared()}`;
    case 'Skipped':
      return `Skipped ${compared()}`;
    case 'ExternalId':
      return `Id ${compared()}`;
    case 'Priority':
      return `Priority ${compared()}`;
    case 'Metadata':
      return `${textOf(comparisonOf(condition).path) || 'Metadata'} ${compared()}`;
    case 'VisitCount':
      return `${names.stage(textOf(comparisonOf(condition).stageId))} ${compared()} times`;
    default:
      return condition.type;
  }
}

export const PARTS = ['tools', 'classifications', 'relations'] as const;
export type Part = (typeof PARTS)[number];

/** One thing asked of one class: a word, or an object with `count` or `answer`. */
export interface ClassRow {
  part: Part;
  schemaId: string;
  filter: unknown;
}

interface ClassEntry {
  schemaId?: string;
  filter?: unknown;
}

/** What a condition about labels asks, one row per class and filter. */
export function classRowsOf(value: unknown): ClassRow[] {
  const parts = (value ?? {}) as Partial<Record<Part, unknown>>;
  return PARTS.flatMap((part) => {
    const entries = parts[part];
    return (Array.isArray(entries) ? (entries as ClassEntry[]) : []).flatMap((entry) => {
      const filters = Array.isArray(entry.filter)
        ? (entry.filter as unknown[])
        : entry.filter
          ? [entry.filter]
          : ['exists'];
      return filters.map((filter) => ({
        part,
        schemaId: entry.schemaId ?? '',
        filter: filter === 'doesNotExist' || filter === 'not-exists' ? 'notExists' : filter,
      }));
    });
  });
}

/** The value of a condition about labels with other rows; all of them must hold. */
export function withClassRows(value: unknown, rows: ClassRow[]): unknown {
  const parts = Object.fromEntries(
    PARTS.map((part) => [
      part,
      rows
        .filter((row) => row.part === part)
        .map(({ schemaId, filter }) => ({ schemaId, filter: [filter] })),
    ]),
  );
  return { ...(value as object | undefined), ...parts };
}
