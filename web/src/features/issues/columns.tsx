import { Badge } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import type { Issue, IssueStatus } from '@/api/issues';
import type { Project } from '@/api/types';
import { Initials, Person, RelativeTime } from '@/ui/bits';
import type { Column } from '@/ui/DataTable';
import { count } from '@/ui/format';
import { codeName, placeWords } from './filters';
import classes from './Issues.module.css';

export const STATUS_COLOR: Record<IssueStatus, string> = {
  Open: 'red',
  Resolved: 'green',
  Closed: 'gray',
};

/** The columns of the list of issues. */
export function issueColumns(
  project: Project,
  externalIds: ReadonlyMap<string, string> | undefined,
): Column<Issue>[] {
  const nameOf = (email: string) =>
    project.assignedTo.find((member) => member.assignee === email)?.name ?? email;
  const person = (email: string | null | undefined) =>
    email ? <Person name={nameOf(email)} email={email} /> : <span className={classes.none}>–</span>;
  return [
    {
      key: 'content',
      title: 'Issue',
      sortBy: 'content',
      cell: (issue) => (
        <span className={classes.content}>
          <span className="truncate" title={issue.content}>
            {issue.content}
          </span>
          <span className={classes.place}>{placeWords(issue)}</span>
          {issue.comments.length > 0 && (
            <span className={classes.comments} title={count(issue.comments.length, 'comment')}>
              <IconMessage size={13} stroke={1.6} aria-hidden />
              {issue.comments.length}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'status',
      title: 'Status',
      sortBy: 'status',
      width: 88,
      cell: (issue) => (
        <Badge size="sm" variant="light" color={STATUS_COLOR[issue.status]}>
          {issue.status}
        </Badge>
      ),
    },
    {
      key: 'codes',
      title: 'Error codes',
      width: 130,
      cell: (issue) => {
        const names = (issue.errorCodes ?? []).map(codeName).join(', ');
        return names ? <span title={names}>{names}</span> : <span className={classes.none}>–</span>;
      },
    },
    {
      key: 'task',
      title: 'Task',
      width: 190,
      cell: (issue) => {
        const name = externalIds?.get(issue.labelTask) ?? issue.labelTask;
        return <span title={name}>{name}</span>;
      },
    },
    { key: 'stage', title: 'Stage', sortBy: 'stage', width: 110, cell: (issue) => issue.stage },
    {
      key: 'assignee',
      title: 'Assignee',
      sortBy: 'assignee',
      width: 140,
      cell: (issue) => person(issue.assignee),
    },
    {
      key: 'createdAt',
      title: 'Opened',
      sortBy: 'createdAt',
      width: 120,
      cell: (issue) => (
        <span className={classes.opened} title={`Opened by ${nameOf(issue.createdBy)}`}>
          <Initials of={nameOf(issue.createdBy)} />
          <span className="visually-hidden">{nameOf(issue.createdBy)}, </span>
          <RelativeTime at={issue.createdAt} />
        </span>
      ),
    },
  ];
}
