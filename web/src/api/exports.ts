import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, ApiError, messageOf } from './client';
import { findJob, putJob, updateJob } from './jobs';
import { projectKeys } from './projects';
import { formatBytes } from './uploads';
import type { ExportJob, ExportOptions } from './types';

const listKey = (projectId: string) => [...projectKeys.project(projectId), 'exports'];

const isRunning = (job: ExportJob) => job.state === 'queued' || job.state === 'running';

/** Exports of the project, newest first; refreshed while one runs. */
export function useExports(projectId: string) {
  return useQuery({
    queryKey: listKey(projectId),
    queryFn: () =>
      api.get<{ exports: ExportJob[]; total: number }>(`/v2/project/${projectId}/exports`),
    refetchInterval: ({ state }) => (state.data?.exports.some(isRunning) ? 1000 : false),
  });
}

/** Starts an export and follows it in the job tray. */
export function useStartExport(projectId: string, projectName: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (options: ExportOptions) =>
      (await api.post<{ export: ExportJob }>('/v2/exports', { project: projectId, ...options }))
        .export,
    onSuccess: (job) => {
      followExport(client, job, projectName);
      return client.invalidateQueries({ queryKey: listKey(projectId) });
    },
  });
}

/** Cancels a running export, deletes a finished one. */
export function useDeleteExport(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<{ export: ExportJob }>(`/v2/exports/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: listKey(projectId) }),
  });
}

/** Shows an export in the job tray until it ends. */
export function followExport(client: QueryClient, job: ExportJob, projectName: string): void {
  const id = `export-${job._id}`;
  if (findJob(id)?.state === 'running') {
    return;
  }
  putJob({
    id,
    kind: 'export',
    projectId: job.project,
    title: `Exporting ${projectName}`,
    state: 'running',
    progress: undefined,
    detail: 'Waiting to start',
    failures: [],
    cancel: () => void cancel(client, job),
  });
  void poll(client, job, id, projectName);
}

async function cancel(client: QueryClient, job: ExportJob): Promise<void> {
  try {
    await api.delete(`/v2/exports/${job._id}`);
  } catch (error) {
    updateJob(`export-${job._id}`, { detail: messageOf(error) });
  }
  await client.invalidateQueries({ queryKey: listKey(job.project) });
}

async function poll(
  client: QueryClient,
  started: ExportJob,
  id: string,
  projectName: string,
): Promise<void> {
  let job = started;
  let misses = 0;
  while (isRunning(job)) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    try {
      job = (await api.get<{ export: ExportJob }>(`/v2/exports/${job._id}`)).export;
      misses = 0;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        job = { ...job, state: 'canceled' };
        break;
      }
      misses += 1;
      if (misses >= 30) {
        updateJob(id, { state: 'failed', detail: messageOf(error), cancel: undefined });
        return;
      }
      continue;
    }
    if (isRunning(job)) {
      updateJob(id, {
        progress: job.state === 'queued' ? undefined : job.progress / 100,
        detail:
          job.state === 'queued'
            ? 'Waiting to start'
            : `${(job.tasksDone ?? 0).toLocaleString()} of ${(job.tasksTotal ?? 0).toLocaleString()} tasks`,
      });
    }
  }
  updateJob(id, {
    state: job.state === 'ready' ? 'done' : job.state === 'canceled' ? 'canceled' : 'failed',
    title: `Export of ${projectName}`,
    progress: 1,
    detail: outcome(job),
    cancel: undefined,
    link:
      job.state === 'ready' && job.exportPath
        ? { href: job.exportPath, label: 'Download' }
        : undefined,
  });
  await client.invalidateQueries({ queryKey: listKey(job.project) });
}

function outcome(job: ExportJob): string {
  switch (job.state) {
    case 'ready':
      return [
        `${(job.tasksTotal ?? job.tasksDone ?? 0).toLocaleString()} tasks`,
        ...(job.size ? [formatBytes(job.size)] : []),
      ].join(', ');
    case 'canceled':
      return 'Canceled';
    default:
      return job.error ?? 'The export failed. Start it again.';
  }
}
