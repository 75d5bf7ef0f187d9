import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isRunningExport, useDeleteExport, useExports, useStartExport } from '@/api/exports';
import { formatTitle, useFormats } from '@/api/formats';
import { useNameOf } from '@/api/people';
import type { ExportJob, LabelFormat, Project } from '@/api/types';
import { formatBytes } from '@/api/uploads';
import { useCurrentProject } from '@/features/project';
import { RelativeTime } from '@/ui/bits';
import { DataTable, type Column } from '@/ui/DataTable';
import { ExportPicture } from '@/ui/EmptyPictures';
import { duration } from '@/ui/format';
import { JobProgress, JobStateLabel } from '@/ui/JobState';
import { Pager } from '@/ui/Pager';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { numberParam, useSearchState } from '@/ui/useSearchState';
import { describeFilters } from './choices';
import classes from './ExportPage.module.css';

/** Running and finished exports, newest first. */
export function ExportHistory({ onNew }: { onNew: () => void }) {
  const { project, id } = useCurrentProject();
  const { params, patch } = useSearchState();
  const page = numberParam(params, 'page', 1);
  const limit = numberParam(params, 'limit', 25);
  const exports = useExports(id, { page, limit });
  const formats = useFormats();
  const columns = useColumns(project, formats.data);
  if (exports.isPending) {
    return <RowsSkeleton rows={6} />;
  }
  if (exports.isError) {
    return <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />;
  }
  if (exports.data.total === 0) {
    return (
      <EmptyState
        picture={<ExportPicture />}
        title="Nothing exported yet"
        action={<Button onClick={onNew}>New export</Button>}
      >
        An export is a zip with the labels of the chosen tasks. Finished ones stay here to download
        again.
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable
        label="Exports"
        columns={columns}
        rows={exports.data.exports}
        rowKey={(job) => job._id}
        stale={exports.isPlaceholderData}
      />
      <Pager
        page={page}
        limit={limit}
        total={exports.data.total}
        onPage={(next) => patch({ page: next })}
        onLimit={(next) => patch({ limit: next })}
      />
    </>
  );
}

function useColumns(project: Project, formats: LabelFormat[] | undefined): Column<ExportJob>[] {
  const remove = useDeleteExport(project._id);
  const start = useStartExport(project._id, project.name);
  const nameOf = useNameOf();
  return [
    { key: 'state', title: 'State', width: 132, cell: (job) => <State job={job} /> },
    {
      key: 'what',
      title: 'Format and filters',
      cell: (job) => <What job={job} project={project} formats={formats} />,
    },
    { key: 'rows', title: 'Tasks', width: 84, align: 'right', cell: rowsOf },
    {
      key: 'size',
      title: 'Size',
      width: 80,
      align: 'right',
      cell: (job) => (job.size ? formatBytes(job.size) : '–'),
    },
    {
      key: 'took',
      title: 'Took',
      width: 88,
      align: 'right',
      cell: (job) => took(job),
    },
    {
      key: 'requested',
      title: 'Requested',
      width: 148,
      cell: (job) => (
        <div className={classes.lines}>
          <RelativeTime at={job.createdAt} />
          {job.createdBy && (
            <div className={classes.second} title={job.createdBy}>
              {nameOf(job.createdBy)}
            </div>
          )}
        </div>
      ),
    },
    {
      key: 'expires',
      title: 'Expires',
      width: 96,
      cell: (job) => <Expiry job={job} />,
    },
    {
      key: 'actions',
      title: '',
      fit: true,
      align: 'right',
      cell: (job) => {
        const running = isRunningExport(job);
        return (
          <>
            {job.state === 'ready' && job.exportPath && !job.deletedAt && (
              <Button
                component="a"
                href={job.exportPath}
                download={job.fileName ?? true}
                size="xs"
                variant="subtle"
                leftSection={<IconDownload size={14} />}
              >
                Download
              </Button>
            )}
            {(job.state === 'failed' || job.state === 'canceled') && job.options?.format && (
              <Button
                size="xs"
                variant="subtle"
                onClick={() =>
                  start.mutate(
                    { ...job.options, format: job.options?.format ?? 'json' },
                    { onError: toast.failed },
                  )
                }
              >
                Export again
              </Button>
            )}
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={() =>
                remove.mutate(job._id, {
                  onSuccess: () => toast.done(running ? 'Export canceled' : 'Export deleted'),
                  onError: toast.failed,
                })
              }
            >
              {running ? 'Cancel' : 'Delete'}
            </Button>
          </>
        );
      },
    },
  ];
}

function State({ job }: { job: ExportJob }) {
  switch (job.state) {
    case 'queued':
      return <JobStateLabel tone="waiting">Waiting</JobStateLabel>;
    case 'running':
      return <JobProgress value={job.progress} label="Progress of the export" />;
    case 'ready':
      return job.deletedAt ? (
        <JobStateLabel tone="idle">File deleted</JobStateLabel>
      ) : (
        <JobStateLabel tone="done">Ready</JobStateLabel>
      );
    case 'failed':
      return <JobStateLabel tone="failed">Failed</JobStateLabel>;
    case 'canceled':
      return <JobStateLabel tone="idle">Canceled</JobStateLabel>;
  }
}

interface WhatProps {
  job: ExportJob;
  project: Project;
  formats: LabelFormat[] | undefined;
}

function What({ job, project, formats }: WhatProps) {
  const filters = describeFilters(job.options ?? {}, project).join(' · ');
  return (
    <div className={classes.lines}>
      <div className={classes.first}>
        {formatTitle(job.format ?? job.options?.format ?? 'json', formats)}
      </div>
      <div className={`${classes.second ?? ''} truncate`} title={filters}>
        {filters}
      </div>
      {job.storage && (
        <div className={`${classes.second ?? ''} truncate`}>
          In {job.storage.name}: {[job.storage.bucket, job.storage.path].filter(Boolean).join('/')}
        </div>
      )}
      {job.state === 'failed' && (
        <div className={classes.error}>{job.error ?? 'The export failed. Start it again.'}</div>
      )}
    </div>
  );
}

function rowsOf(job: ExportJob): ReactNode {
  const total = job.rows ?? job.tasksTotal;
  switch (job.state) {
    case 'queued':
      return '–';
    case 'running':
      return (
        <div className={classes.lines}>
          {(job.tasksDone ?? 0).toLocaleString('en')}
          <div className={classes.second}>of {(job.tasksTotal ?? 0).toLocaleString('en')}</div>
        </div>
      );
    default:
      // One that never began has counted nothing.
      return job.state !== 'ready' && !total ? '–' : (total?.toLocaleString('en') ?? '–');
  }
}

function took(job: ExportJob): string {
  const milliseconds =
    job.durationMs ??
    (job.finishedAt ? Date.parse(job.finishedAt) - Date.parse(job.createdAt) : undefined);
  return milliseconds === undefined ? '–' : duration(milliseconds);
}

function Expiry({ job }: { job: ExportJob }) {
  if (job.state !== 'ready' || job.deletedAt) {
    return <>–</>;
  }
  return job.expiresAt ? (
    <RelativeTime at={job.expiresAt} />
  ) : (
    <span title="The file stays in your own storage">Never</span>
  );
}
