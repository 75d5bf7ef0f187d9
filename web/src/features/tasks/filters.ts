import type { TaskFilter } from '@/api/tasks';
import { listParam } from '@/ui/useSearchState';

/** Stands for "nobody" in the assignee filter. */
export const UNASSIGNED = '(none)';

/** Names of the filters in the address. */
export const FILTER_KEYS = [
  'stage',
  'assignee',
  'batch',
  'review',
  'externalId',
  'draft',
  'skipped',
  'mark',
  'benchmark',
  'from',
  'to',
  'priority',
] as const;

/** Characters that mean something in a pattern become plain. */
export function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function assigneeFilter(values: string[]): unknown {
  const people = values.filter((value) => value !== UNASSIGNED);
  if (!values.includes(UNASSIGNED)) {
    return { $in: people };
  }
  return people.length === 0 ? { $exists: false } : undefined;
}

function yesNo(value: string | null): unknown {
  return value === 'yes' || value === 'no' ? { $eq: value === 'yes' } : undefined;
}

/** A day of the local calendar as the instant it begins, shifted by whole days. */
function dayStart(day: string | null, shift = 0): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!match) {
    return undefined;
  }
  const [, year, month, date] = match.map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + shift).toISOString();
}

function createdFilter(params: URLSearchParams): unknown {
  const from = dayStart(params.get('from'));
  const to = dayStart(params.get('to'), 1);
  return from || to ? { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } : undefined;
}

function priorityFilter(value: string | null): unknown {
  const match = /^(gte|lte|eq)(-?\d+)$/.exec(value ?? '');
  return match ? { [`$${match[1] ?? 'eq'}`]: Number(match[2]) } : undefined;
}

/** The server's filter for what the address says. */
export function taskFilter(params: URLSearchParams): TaskFilter {
  const stages = listParam(params, 'stage');
  const assignees = listParam(params, 'assignee');
  const batches = listParam(params, 'batch');
  const reviews = listParam(params, 'review');
  const marks = listParam(params, 'mark');
  const externalId = params.get('externalId');
  const filter: TaskFilter = {
    stage: stages.length > 0 ? { $in: stages } : undefined,
    assignee: assignees.length > 0 ? assigneeFilter(assignees) : undefined,
    batches: batches.length > 0 ? { $in: batches } : undefined,
    reviewStatus: reviews.length > 0 ? { $in: reviews } : undefined,
    externalId: externalId ? { $regex: `(?i)${escapeRegex(externalId)}` } : undefined,
    mark: marks.length > 0 ? { $in: marks } : undefined,
    isBenchmark: yesNo(params.get('benchmark')),
    isDraft: yesNo(params.get('draft')),
    isSkipped: yesNo(params.get('skipped')),
    createdAt: createdFilter(params),
    priority: priorityFilter(params.get('priority')),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
