import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ApiError } from './client';
import { forgetAllJobs } from './following';
import type { ApiKeyInfo, InvitePreview, Me } from './types';

const ME = ['me'] as const;

/** The signed-in user, or null when nobody is signed in. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: async () => {
      try {
        return (await api.get<{ user: Me }>('/v2/me')).user;
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) {
          return null;
        }
        throw error;
      }
    },
    staleTime: 5 * 60_000,
  });
}

function useEntering<T>(call: (input: T) => Promise<{ user: Me }>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: async () => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
      await client.query({
        queryKey: ME,
        queryFn: async () => (await api.get<{ user: Me }>('/v2/me')).user,
        // That nobody was signed in a moment ago is no answer any more.
        staleTime: 0,
      });
    },
  });
}

export const useSignIn = () =>
  useEntering((input: { email: string; password: string }) => api.post('/v2/session', input));

export const useSetUp = () =>
  useEntering(
    (input: {
      token: string;
      email: string;
      name: string;
      password: string;
      organization: string;
    }) => api.post('/v2/setup', input),
  );

export const useAcceptInvite = (token: string) =>
  useEntering((input: { name?: string; password?: string }) =>
    api.post(`/v2/invites/${encodeURIComponent(token)}/accept`, input),
  );

/** Ends the session and forgets everything read under it. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/v2/session'),
    onSettled: () => {
      forgetAllJobs();
      client.clear();
      client.setQueryData(ME, null);
    },
  });
}

/** Whether the first-run set-up is still open. */
export function useSetupState() {
  return useQuery({
    queryKey: ['setup'],
    queryFn: () => api.get<{ needed: boolean }>('/v2/setup'),
    staleTime: 60_000,
  });
}

export function useInvitePreview(token: string) {
  return useQuery({
    queryKey: ['invite', token],
    queryFn: async () =>
      (await api.get<{ invite: InvitePreview }>(`/v2/invites/${encodeURIComponent(token)}`)).invite,
    retry: false,
  });
}

export function useRename() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<{ user: Me }>('/v2/me', { name }),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}

export const useChangePassword = () =>
  useMutation({
    mutationFn: (input: { currentPassword: string; newPassword: string }) =>
      api.post('/v2/me/password', input),
  });

export function useApiKey() {
  return useQuery({
    queryKey: ['apiKey'],
    queryFn: async () => (await api.get<{ apiKey: ApiKeyInfo | null }>('/v2/me/apiKey')).apiKey,
  });
}

/** Makes a new API key; the answer holds it once and the old one stops working. */
export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => (await api.post<{ apiKey: string }>('/v2/me/apiKey')).apiKey,
    onSuccess: () => client.invalidateQueries({ queryKey: ['apiKey'] }),
  });
}
