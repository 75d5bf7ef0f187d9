import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { api } from './client';
import { follow } from './following';
import { dismissJob } from './jobs';
import { nextLook } from './looks';
import { projectKeys } from './projects';
import { formatBytes } from './uploads';
import type { ExportJob, ExportOptions, ExportStorage } from './types';

const listKey = (projectId: string) => [...projectKeys.project(projectId), 'exports'];
const storageKey = (projectId: string) => [...projectKeys.project(projectId), 'exportStorage'];

export const isRunningExport = (job: ExportJob) =>
  job.state === 'queued' || job.state === 'running';

/** Exports of the project, newest first; refreshed while one runs. */
export function useExports(projectId: string, { page = 1, limit = 25 } = {}) {
  return useQuery({
    queryKey: [...listKey(projectId), page, limit],
    queryFn: ({ signal }) =>
      api.get<{ exports: ExportJob[]; total: number }>(
        `/v2/project/${projectId}/exports`,
        { page, limit },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      nextLook((state.data?.exports ?? []).filter(isRunningExport).map((job) => job._id)),
  });
}

/** What an export would hold: its first rows, how many there are, the files of the zip. */
export interface ExportPreview {
  /** In the open format, whichever was asked for. */
  rows: unknown[];
  /** Whether something of these rows was left out, as they are large. */
  truncated?: boolean;
  total: number;
  files: string[];
}

/** The preview for options that can be used; undefined options ask nothing. */
export function useExportPreview(projectId: string, options: ExportOptions | undefined) {
  return useQuery({
    queryKey: [...projectKeys.project(projectId), 'exportPreview', options],
    queryFn: () =>
      api.post<ExportPreview>('/v2/exports/preview', { project: projectId, ...options }),
    enabled: options !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
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
    onSuccess: (_, id) => dismissJob(`export-${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: listKey(projectId) }),
  });
}

/** One export with a fresh link. */
export async function readExport(id: string): Promise<ExportJob> {
  return (await api.get<{ export: ExportJob }>(`/v2/exports/${id}`)).export;
}

/** Shows an export in the job tray until it ends. */
export function followExport(client: QueryClient, job: ExportJob, projectName: string): void {
  follow(client, {
    remembered: { kind: 'export', id: job._id, projectId: job.project, projectName },
    started: job,
    read: () => readExport(job._id),
    isRunning: isRunningExport,
    show: (current) => ({
      title: isRunningExport(current) ? `Exporting ${projectName}` : `Export of ${projectName}`,
      state: stateOf(current),
      progress: current.state === 'queued' ? undefined : current.progress / 100,
      detail: detailOf(current),
      link:
        current.state === 'ready' && current.exportPath
          ? { href: current.exportPath, label: 'Download' }
          : undefined,
    }),
    cancel: () => api.delete(`/v2/exports/${job._id}`),
    refresh: () => client.invalidateQueries({ queryKey: listKey(job.project) }),
  });
}

function stateOf(job: ExportJob) {
  switch (job.state) {
    case 'queued':
    case 'running':
      return 'running';
    case 'ready':
      return 'done';
    default:
      return job.state;
  }
}

const tasks = (amount: number) =>
  `${amount.toLocaleString('en')} ${amount === 1 ? 'task' : 'tasks'}`;

function detailOf(job: ExportJob): string {
  switch (job.state) {
    case 'queued':
      return 'Waiting to start';
    case 'running':
      return `${(job.tasksDone ?? 0).toLocaleString('en')} of ${tasks(job.tasksTotal ?? 0)}`;
    case 'ready':
      return [
        tasks(job.rows ?? job.tasksTotal ?? job.tasksDone ?? 0),
        ...(job.size ? [formatBytes(job.size)] : []),
      ].join(', ');
    case 'canceled':
      return 'Canceled';
    case 'failed':
      return job.error ?? 'The export failed. Start it again.';
  }
}

/** Where the project's exports are written. */
export function useExportStorage(projectId: string) {
  return useQuery({
    queryKey: storageKey(projectId),
    queryFn: async () =>
      (await api.get<{ exportStorage: ExportStorage }>(`/v2/project/${projectId}/exportStorage`))
        .exportStorage,
  });
}

/** Saves it; the server first tries to write there and refuses with the storage's own reason. */
export function useSaveExportStorage(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: ExportStorage) => api.put(`/v2/project/${projectId}/exportStorage`, input),
    onSuccess: () => client.invalidateQueries({ queryKey: storageKey(projectId) }),
  });
}
