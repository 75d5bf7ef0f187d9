import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import type { Storage, StorageCheck } from './types';

const KEY = ['storages'] as const;

/** The object stores of the organization. */
export function useStorages(enabled = true) {
  return useQuery({
    queryKey: KEY,
    queryFn: async () =>
      (await api.get<{ storages: Storage[]; total?: number }>('/v2/storages')).storages,
    enabled,
  });
}

/** A storage as it is added. */
export type StorageInput =
  | {
      name: string;
      provider: 'AWS';
      endpoint?: string;
      region: string;
      publicKey: string;
      privateKey: string;
      bucket?: string;
    }
  | { name: string; provider: 'FOLDER'; folder: string };

/** Adds a storage, also when it can not be reached: the answer says so in `validation`. */
export function useCreateStorage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: StorageInput) =>
      (await api.post<{ storage: Storage }>('/v2/storages', input)).storage,
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Disconnects a storage; files in it stay. A conflict says who uses it: ask, then send `force`. */
export function useDeleteStorage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, force = false }: { id: string; force?: boolean }) =>
      api.delete<{ storage: Storage }>(`/v2/storages/${id}${force ? '?force=true' : ''}`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Tries out what a storage allows. */
export const useCheckStorage = (id: string) =>
  useMutation({
    mutationFn: async (place: { bucket: string; path: string }) =>
      (await api.post<{ checks: StorageCheck[] }>(`/v2/storages/${id}/validate`, place)).checks,
  });
