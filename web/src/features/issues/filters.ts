import type { Issue } from '@/api/issues';
import { listParam } from '@/ui/useSearchState';

/** Names of the filters in the address. */
export const FILTER_KEYS = ['status', 'code', 'member', 'text', 'task'] as const;

/** Stands for issues without an error code. */
export const NO_CODE = '(none)';

/** How a code is named in filters and lists. */
export function codeName(code: { category: string; name: string }): string {
  return `${code.category}: ${code.name}`;
}

/** A code in the address, where a comma parts values. */
export function codeKey(name: string): string {
  return name.replaceAll(',', ';');
}

/** The error codes that issues carry, by name. */
export function codesOf(issues: readonly Issue[]): string[] {
  return [...new Set(issues.flatMap((issue) => (issue.errorCodes ?? []).map(codeName)))].sort();
}

function hasCode(issue: Issue, wanted: readonly string[]): boolean {
  const names = (issue.errorCodes ?? []).map((code) => codeKey(codeName(code)));
  return names.length === 0
    ? wanted.includes(NO_CODE)
    : names.some((name) => wanted.includes(name));
}

/** Everybody who has to do with an issue: author, assignee, those who answered or resolved it. */
function people(issue: Issue): string[] {
  const { createdBy, assignee, resolvedBy, comments } = issue;
  return [createdBy, assignee, resolvedBy, ...comments.map((comment) => comment.createdBy)].filter(
    (email): email is string => typeof email === 'string',
  );
}

/** The issues that the address asks for; several values of one filter are any of them. */
export function filteredIssues(issues: readonly Issue[], params: URLSearchParams): Issue[] {
  const statuses = listParam(params, 'status');
  const codes = listParam(params, 'code');
  const members = listParam(params, 'member');
  const words = (params.get('text') ?? '').trim().toLowerCase();
  const task = params.get('task') ?? '';
  return issues.filter(
    (issue) =>
      (task === '' || issue.labelTask === task) &&
      (statuses.length === 0 || statuses.includes(issue.status)) &&
      (codes.length === 0 || hasCode(issue, codes)) &&
      (members.length === 0 || people(issue).some((email) => members.includes(email))) &&
      (words === '' || issue.content.toLowerCase().includes(words)),
  );
}

const SORTED: Record<string, (issue: Issue) => string> = {
  content: (issue) => issue.content.toLowerCase(),
  status: (issue) => issue.status,
  stage: (issue) => issue.stage,
  assignee: (issue) => issue.assignee ?? '',
  createdBy: (issue) => issue.createdBy,
  createdAt: (issue) => issue.createdAt,
};

/** Sorted by a column, `-` before it for descending; those that are equal stay newest first. */
export function sortedIssues(issues: readonly Issue[], sort: string): Issue[] {
  const descending = sort.startsWith('-');
  const key = SORTED[sort.replace(/^-/, '')] ?? ((issue: Issue) => issue.createdAt);
  const newest = [...issues].sort((one, other) => compare(other.createdAt, one.createdAt));
  return newest.sort((one, other) =>
    descending ? compare(key(other), key(one)) : compare(key(one), key(other)),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Where in its task an issue is, in words. */
export function placeWords(issue: Issue): string {
  const page = issue.page ?? null;
  const spot = issue.objectId ? 'Object' : issue.position ? 'Spot' : 'Task';
  return page === null ? spot : `${spot}, page ${page + 1}`;
}

const QUOTED = /[",\r\n]/;

/** A table as CSV text; cells that programs would take for a formula are kept as text. */
export function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const plain = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return QUOTED.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
