import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useDeleteExport, useExports } from '@/api/exports';
import type { ExportJob, Project } from '@/api/types';
import { formatBytes } from '@/api/uploads';
import { useCurrentProject } from '@/features/project';
import { RelativeTime } from '@/ui/bits';
import { DataTable, type Column } from '@/ui/DataTable';
import { ExportPicture } from '@/ui/EmptyPictures';
import { count } from '@/ui/format';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './ExportPage.module.css';

function describe(job: ExportJob, project: Project): string {
  const options = job.options ?? {};
  const name = (id: string) =>
    project.stages.find((stage) => stage.id === id)?.name ??
    project.batches.find((batch) => batch._id === id)?.name ??
    id;
  return [
    { json: 'JSON', ndjson: 'NDJSON', split: 'NDJSON (split)' }[options.format ?? 'json'],
    options.stage && options.stage.length > 0 ? options.stage.map(name).join(', ') : 'All stages',
    ...(options.batches && options.batches.length > 0
      ? [`batches ${options.batches.map(name).join(', ')}`]
      : []),
    ...(options.tasks && options.tasks.length > 0 ? [`${options.tasks.length} chosen tasks`] : []),
  ].join(' · ');
}

/** How much: tasks so far or in all, and the size of the finished file. */
function amount(job: ExportJob): string {
  const total = job.tasksTotal ?? job.tasksDone ?? 0;
  return [
    job.state === 'running'
      ? `${(job.tasksDone ?? 0).toLocaleString('en')} of ${count(total, 'task')}`
      : count(total, 'task'),
    ...(job.size ? [formatBytes(job.size)] : []),
  ].join(', ');
}

function State({ job }: { job: ExportJob }) {
  switch (job.state) {
    case 'ready':
      return (
        <span className={`${classes.state ?? ''} ${classes.ready ?? ''}`}>
          <IconCircleCheck size={14} aria-hidden /> Ready
        </span>
      );
    case 'failed':
      return (
        <span className={`${classes.state ?? ''} ${classes.failed ?? ''}`}>
          <IconAlertTriangle size={14} aria-hidden /> Failed
        </span>
      );
    case 'canceled':
      return <span>Canceled</span>;
    case 'queued':
      return <span>Waiting to start</span>;
    case 'running':
      return (
        <span className={classes.moving}>
          <Progress size={4} value={job.progress} aria-label="Progress of the export" />
          <span>{job.progress} %</span>
        </span>
      );
  }
}

/** Running and finished exports, newest first. */
export function ExportHistory() {
  const { project, id } = useCurrentProject();
  const exports = useExports(id);
  const remove = useDeleteExport(id);
  if (exports.isPending) {
    return <RowsSkeleton rows={4} />;
  }
  if (exports.isError) {
    return <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />;
  }
  if (exports.data.exports.length === 0) {
    return (
      <EmptyState picture={<ExportPicture />} title="Nothing exported yet">
        An export is a zip with the labels of the chosen tasks. Finished ones stay here to download
        again.
      </EmptyState>
    );
  }
  const columns: Column<ExportJob>[] = [
    { key: 'state', title: 'State', width: 130, cell: (job) => <State job={job} /> },
    {
      key: 'what',
      title: 'What',
      cell: (job) => (
        <div className={classes.what}>
          <div className="truncate" title={describe(job, project)}>
            {describe(job, project)}
          </div>
          {job.state === 'failed' ? (
            <div className={classes.error}>{job.error ?? 'The export failed. Start it again.'}</div>
          ) : (
            <div className={classes.amount}>{amount(job)}</div>
          )}
        </div>
      ),
    },
    {
      key: 'at',
      title: 'Started',
      width: 110,
      cell: (job) => (
        <span title={job.createdBy ? `By ${job.createdBy}` : undefined}>
          <RelativeTime at={job.createdAt} />
        </span>
      ),
    },
    {
      key: 'actions',
      title: '',
      fit: true,
      align: 'right',
      cell: (job) => {
        const running = job.state === 'queued' || job.state === 'running';
        return (
          <>
            {job.state === 'ready' && job.exportPath && (
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
  return (
    <DataTable
      label="Exports"
      columns={columns}
      rows={exports.data.exports}
      rowKey={(job) => job._id}
    />
  );
}
