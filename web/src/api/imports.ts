import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { api, upload } from './client';
import { follow } from './following';
import { dismissJob } from './jobs';
import { nextLook } from './looks';
import { projectKeys } from './projects';
import type { ImportOptions, LabelImport } from './types';

const listKey = (projectId: string) => [...projectKeys.project(projectId), 'imports'];
const importKey = (id: string) => ['import', id];

export const isRunningImport = (each: LabelImport) =>
  each.state === 'queued' || each.state === 'running';

/** Its check and what follows are two pieces of work. */
const workOf = (each: LabelImport) => `${each._id} ${each.dryRun ? 'check' : 'import'}`;

/** Imports of labels into the project, newest first; refreshed while one runs. */
export function useImports(projectId: string, { page = 1, limit = 25 } = {}) {
  return useQuery({
    queryKey: [...listKey(projectId), page, limit],
    queryFn: ({ signal }) =>
      api.get<{ imports: LabelImport[]; total: number }>(
        `/v2/project/${projectId}/imports`,
        { page, limit },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      nextLook((state.data?.imports ?? []).filter(isRunningImport).map(workOf)),
  });
}

/** One import; followed while it runs. */
export function useImport(id: string) {
  return useQuery({
    queryKey: importKey(id),
    queryFn: () => readImport(id),
    refetchInterval: ({ state }) =>
      nextLook(state.data && isRunningImport(state.data) ? [workOf(state.data)] : []),
  });
}

export async function readImport(id: string): Promise<LabelImport> {
  return (await api.get<{ import: LabelImport }>(`/v2/imports/${id}`)).import;
}

/** A file of this computer, or the address of one. */
export type ImportSource = { file: File } | { url: string };

export interface StartImport {
  source: ImportSource;
  options: ImportOptions;
  /** Share of the file that was sent, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Sends the labels and starts to check or import them. */
export function useStartImport(projectId: string, projectName: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ source, options, onProgress, signal }: StartImport) => {
      const path = `/v2/project/${projectId}/import` as const;
      if ('url' in source) {
        return (await api.post<{ import: LabelImport }>(path, { url: source.url, ...options }))
          .import;
      }
      const form = new FormData();
      form.append('options', JSON.stringify(options));
      form.append('file', source.file);
      return (await upload<{ import: LabelImport }>(path, form, { onProgress, signal })).import;
    },
    onSuccess: (started) => show(client, started, projectName),
  });
}

/** Imports for real what a dry run has checked. */
export function useRunImport(id: string, projectName: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (options: ImportOptions) =>
      (await api.post<{ import: LabelImport }>(`/v2/imports/${id}/run`, options)).import,
    onSuccess: (started) => show(client, started, projectName),
  });
}

function show(client: QueryClient, started: LabelImport, projectName: string) {
  client.setQueryData(importKey(started._id), started);
  followImport(client, started, projectName);
  return client.invalidateQueries({ queryKey: listKey(started.project) });
}

/** Cancels a running import, deletes a finished one from the history. */
export function useDeleteImport(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<{ import: LabelImport }>(`/v2/imports/${id}`),
    onSuccess: (_, id) => dismissJob(`import-${id}`),
    onSettled: (_, __, id) =>
      Promise.all([
        client.invalidateQueries({ queryKey: listKey(projectId) }),
        client.invalidateQueries({ queryKey: importKey(id) }),
      ]),
  });
}

/** Shows an import in the job tray until it ends. */
export function followImport(client: QueryClient, started: LabelImport, projectName: string): void {
  follow(client, {
    remembered: {
      kind: 'import',
      id: started._id,
      projectId: started.project,
      projectName,
    },
    started,
    read: () => readImport(started._id),
    isRunning: isRunningImport,
    show: (current) => ({
      title: `${current.dryRun ? 'Checking' : 'Importing'} ${current.fileName}`,
      state: stateOf(current),
      progress: current.state === 'queued' ? undefined : current.progress / 100,
      detail: detailOf(current),
      link: {
        href: `/projects/${current.project}/import/${current._id}`,
        label: isRunningImport(current) ? 'Show' : 'Report',
        page: true,
      },
    }),
    cancel: () => api.delete(`/v2/imports/${started._id}`),
    refresh: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: projectKeys.project(started.project) }),
        client.invalidateQueries({ queryKey: importKey(started._id) }),
      ]),
  });
}

function stateOf(current: LabelImport) {
  switch (current.state) {
    case 'queued':
    case 'running':
      return 'running';
    case 'checked':
    case 'ready':
      return 'done';
    default:
      return current.state;
  }
}

const counted = (amount: number, noun: string) =>
  `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;

function detailOf(current: LabelImport): string {
  switch (current.state) {
    case 'queued':
      return 'Waiting to start';
    case 'running':
      return current.itemsTotal
        ? `${current.itemsDone.toLocaleString('en')} of ${counted(current.itemsTotal, 'item')}`
        : counted(current.itemsDone, 'item');
    case 'checked':
      return `Checked: ${counted(current.tasksLabeled, 'task')} can be labeled`;
    case 'ready':
      return `${counted(current.tasksLabeled, 'task')} labeled`;
    case 'canceled':
      return 'Canceled';
    case 'failed':
      return current.error ?? 'The import failed. Start it again.';
  }
}
