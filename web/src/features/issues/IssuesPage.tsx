import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useExternalIds, useIssues, type Issue } from '@/api/issues';
import { useCurrentProject } from '@/features/project';
import { DataTable } from '@/ui/DataTable';
import { IssuesPicture } from '@/ui/EmptyPictures';
import { count } from '@/ui/format';
import { Toolbar } from '@/ui/Page';
import { Pager } from '@/ui/Pager';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { numberParam, useSearchState } from '@/ui/useSearchState';
import { issueColumns } from './columns';
import { codeName, codesOf, csv, filteredIssues, FILTER_KEYS, sortedIssues } from './filters';
import { IssueFilters } from './IssueFilters';

/** What is wrong with tasks of the project: filter, sort, open where it is. */
export function IssuesPage() {
  const { project, id } = useCurrentProject();
  const { params, patch } = useSearchState();
  const navigate = useNavigate();
  const issues = useIssues(id);
  const page = numberParam(params, 'page', 1);
  const limit = numberParam(params, 'limit', 50);
  const sort = params.get('sort') ?? '-createdAt';
  const all = useMemo(() => issues.data?.issues ?? [], [issues.data]);
  const found = useMemo(() => sortedIssues(filteredIssues(all, params), sort), [all, params, sort]);
  const rows = found.slice((page - 1) * limit, page * limit);
  const externalIds = useExternalIds(
    id,
    rows.map((issue) => issue.labelTask),
  );
  const columns = useMemo(
    () => issueColumns(project, externalIds.data),
    [project, externalIds.data],
  );
  const isFiltered = FILTER_KEYS.some((key) => params.get(key));

  return (
    <>
      {all.length > 0 && (
        <Toolbar
          right={
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} stroke={1.6} />}
              disabled={found.length === 0}
              onClick={() => download(`${project.name} issues.csv`, issuesCsv(found))}
            >
              CSV
            </Button>
          }
        >
          <IssueFilters codes={codesOf(all)} />
        </Toolbar>
      )}
      {issues.isPending && <RowsSkeleton rows={10} />}
      {issues.isError && <ErrorState error={issues.error} onRetry={() => void issues.refetch()} />}
      {issues.data && all.length === 0 && (
        <EmptyState picture={<IssuesPicture />} title="No issues">
          An issue says what is wrong with a task, on an object, at a spot or in general. Reviewers
          open them while they look at labels; they are listed here until they are closed.
        </EmptyState>
      )}
      {all.length > 0 && rows.length === 0 && (
        <Text c="dimmed" p="md">
          {isFiltered ? 'No issue matches these filters.' : 'There is no such page.'}
        </Text>
      )}
      {rows.length > 0 && (
        <>
          <DataTable<Issue>
            label="Issues"
            columns={columns}
            rows={rows}
            rowKey={(issue) => issue._id}
            sort={sort}
            onSort={(next) => patch({ sort: next })}
            onOpen={(issue) =>
              void navigate(`/tasks/${issue.labelTask}?project=${id}&issue=${issue._id}`)
            }
          />
          {issues.data && issues.data.total > all.length && (
            <Text size="xs" c="dimmed" px="md" pt={8}>
              Only the newest {count(all.length, 'issue')} of{' '}
              {issues.data.total.toLocaleString('en')} can be shown and filtered.
            </Text>
          )}
          <Pager
            page={page}
            limit={limit}
            total={found.length}
            onPage={(next) => patch({ page: next })}
            onLimit={(next) => patch({ limit: next })}
          />
        </>
      )}
    </>
  );
}

const HEAD = ['Issue', 'Status', 'Content', 'Codes', 'Task', 'Stage', 'Assignee', 'By', 'At'];

function issuesCsv(issues: readonly Issue[]): string {
  const rows = issues.map((issue) => [
    issue._id,
    issue.status,
    issue.content,
    (issue.errorCodes ?? []).map(codeName).join('; '),
    issue.labelTask,
    issue.stage,
    issue.assignee ?? '',
    issue.createdBy,
    issue.createdAt,
  ]);
  return csv([HEAD, ...rows]);
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
