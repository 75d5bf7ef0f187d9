import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { isRunningImport, useDeleteImport, useImports } from '@/api/imports';
import { formatTitle, useFormats } from '@/api/formats';
import { useNameOf } from '@/api/people';
import type { LabelFormat, LabelImport, Project } from '@/api/types';
import { formatBytes } from '@/api/uploads';
import { useCurrentProject } from '@/features/project';
import { RelativeTime } from '@/ui/bits';
import { DataTable, type Column } from '@/ui/DataTable';
import { ImportPicture } from '@/ui/EmptyPictures';
import { JobProgress, JobStateLabel } from '@/ui/JobState';
import { Pager } from '@/ui/Pager';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { numberParam, useSearchState } from '@/ui/useSearchState';
import classes from './Imports.module.css';

/** Running and finished imports with their reports, newest first. */
export function ImportHistory({ onNew }: { onNew: () => void }) {
  const { project, id } = useCurrentProject();
  const { params, patch } = useSearchState();
  const navigate = useNavigate();
  const page = numberParam(params, 'page', 1);
  const limit = numberParam(params, 'limit', 25);
  const imports = useImports(id, { page, limit });
  const formats = useFormats();
  const columns = useColumns(project, formats.data);
  if (imports.isPending) {
    return <RowsSkeleton rows={6} />;
  }
  if (imports.isError) {
    return <ErrorState error={imports.error} onRetry={() => void imports.refetch()} />;
  }
  if (imports.data.total === 0) {
    return (
      <EmptyState
        picture={<ImportPicture />}
        title="No labels imported yet"
        action={<Button onClick={onNew}>Import labels</Button>}
      >
        Labels made elsewhere, or by a model, become a start for the people who label here.
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable
        label="Imports"
        columns={columns}
        rows={imports.data.imports}
        rowKey={(each) => each._id}
        onOpen={(each) => void navigate(`/projects/${id}/import/${each._id}`)}
        stale={imports.isPlaceholderData}
      />
      <Pager
        page={page}
        limit={limit}
        total={imports.data.total}
        onPage={(next) => patch({ page: next })}
        onLimit={(next) => patch({ limit: next })}
      />
    </>
  );
}

function useColumns(project: Project, formats: LabelFormat[] | undefined): Column<LabelImport>[] {
  const remove = useDeleteImport(project._id);
  const nameOf = useNameOf();
  return [
    { key: 'state', title: 'State', width: 150, cell: (each) => <ImportStateLabel done={each} /> },
    {
      key: 'file',
      title: 'File',
      cell: (each) => (
        <div className={classes.lines}>
          <Link
            to={`/projects/${project._id}/import/${each._id}`}
            className={classes.file}
            title={each.fileName}
          >
            {each.fileName}
          </Link>
          <div className={classes.second}>
            {[formatTitle(each.format, formats), each.size ? formatBytes(each.size) : undefined]
              .filter(Boolean)
              .join(', ')}
          </div>
          {each.state === 'failed' && (
            <div className={classes.error}>
              {each.error ?? 'The import failed. Start it again.'}
            </div>
          )}
        </div>
      ),
    },
    {
      key: 'tasks',
      title: 'Tasks labeled',
      width: 110,
      align: 'right',
      cell: (each) => (each.dryRun ? '–' : each.tasksLabeled.toLocaleString('en')),
    },
    {
      key: 'objects',
      title: 'Objects',
      width: 90,
      align: 'right',
      cell: (each) => (each.dryRun ? '–' : each.objects.toLocaleString('en')),
    },
    {
      key: 'problems',
      title: 'Problems',
      width: 90,
      align: 'right',
      cell: (each) => each.codes.reduce((sum, code) => sum + code.count, 0).toLocaleString('en'),
    },
    {
      key: 'at',
      title: 'Started',
      width: 160,
      cell: (each) => (
        <div className={classes.lines}>
          <RelativeTime at={each.createdAt} />
          {each.createdBy && (
            <div className={`${classes.second ?? ''} truncate`} title={each.createdBy}>
              {nameOf(each.createdBy)}
            </div>
          )}
        </div>
      ),
    },
    {
      key: 'actions',
      title: '',
      fit: true,
      align: 'right',
      cell: (each) => {
        const running = isRunningImport(each);
        return (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() =>
              remove.mutate(each._id, {
                onSuccess: () => toast.done(running ? 'Import canceled' : 'Import removed'),
                onError: toast.failed,
              })
            }
          >
            {running ? 'Cancel' : 'Remove'}
          </Button>
        );
      },
    },
  ];
}

/** The state of an import in words. */
export function ImportStateLabel({ done }: { done: LabelImport }) {
  switch (done.state) {
    case 'queued':
      return <JobStateLabel tone="waiting">Waiting</JobStateLabel>;
    case 'running':
      return (
        <JobProgress
          value={done.progress}
          label={done.dryRun ? 'Progress of the check' : 'Progress of the import'}
        />
      );
    case 'checked':
      return <JobStateLabel tone="ask">Checked</JobStateLabel>;
    case 'ready':
      return <JobStateLabel tone="done">Imported</JobStateLabel>;
    case 'failed':
      return <JobStateLabel tone="failed">Failed</JobStateLabel>;
    case 'canceled':
      return <JobStateLabel tone="idle">Canceled</JobStateLabel>;
  }
}
