import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import { projectKeys } from './projects';
import type { Asset, ImportResult } from './types';

export interface AssetsQuery {
  page: number;
  limit: number;
  sort?: string;
  externalId?: string;
  batches?: string[];
}

function filtersOf(query: AssetsQuery): string | undefined {
  const filters: Record<string, unknown> = {};
  if (query.externalId) {
    filters.externalId = query.externalId;
  }
  if (query.batches && query.batches.length > 0) {
    filters.batches = query.batches;
  }
  return Object.keys(filters).length > 0 ? JSON.stringify(filters) : undefined;
}

/** One page of the assets; `data` is a signed link to the file. */
export function useAssets(projectId: string, query: AssetsQuery) {
  return useQuery({
    queryKey: [...projectKeys.project(projectId), 'assets', query],
    queryFn: ({ signal }) =>
      api.get<{ assets: Asset[]; total: number }>(
        `/v2/project/${projectId}/assets`,
        { page: query.page, limit: query.limit, sort: query.sort, filters: filtersOf(query) },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

function useAssetMutation<I, O>(projectId: string, call: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: projectKeys.project(projectId) }),
  });
}

export const useDeleteAssets = (projectId: string) =>
  useAssetMutation(projectId, (assets: string[]) =>
    api.delete<{ deletedCount: number }>(`/v2/project/${projectId}/assets`, {
      project: projectId,
      assets,
    }),
  );

/** Puts assets into batches; never takes them out of others. */
export const useAssignBatches = (projectId: string) =>
  useAssetMutation(projectId, (input: { assets: string[]; batches: string[] }) =>
    api.post<{ assets: number }>('/v2/assignBatches', { projectId, ...input }),
  );

/** One file to bring in by address. */
export interface CloudAsset {
  data: string | string[];
  externalId?: string;
  [key: string]: unknown;
}

/** Registers files by address (or files already put into our storage). */
export function importAssets(
  projectId: string,
  assets: CloudAsset[],
  options: { batches?: string[]; uploadLocal?: boolean },
): Promise<{ assets: ImportResult }> {
  return api.post(
    `/v2/project/${projectId}/cloud`,
    { assets, uploadLocal: options.uploadLocal ? 'true' : 'false' },
    {
      batches:
        options.batches && options.batches.length > 0 ? JSON.stringify(options.batches) : undefined,
    },
  );
}

export const useCloudImport = (projectId: string) =>
  useAssetMutation(projectId, (input: { assets: CloudAsset[]; batches: string[] }) =>
    importAssets(projectId, input.assets, { batches: input.batches }),
  );
