import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import type { Invite, OrganizationRole, OrganizationUser, ProjectRole } from './types';

export interface OrganizationUsersQuery {
  page?: number;
  limit?: number;
  search?: string;
}

/** Members of the organization, one page. */
export function useOrganizationUsers(
  organizationId: string | undefined,
  query: OrganizationUsersQuery,
) {
  return useQuery({
    queryKey: ['organization', organizationId, 'users', query],
    queryFn: ({ signal }) =>
      api.get<{ users: OrganizationUser[]; total: number }>(
        `/v2/organization/${organizationId ?? ''}/users`,
        { ...query },
        signal,
      ),
    enabled: organizationId !== undefined,
    placeholderData: keepPreviousData,
  });
}

export function useInvites(organizationId: string | undefined, enabled = true) {
  return useQuery({
    queryKey: ['organization', organizationId, 'invites'],
    queryFn: () =>
      api.get<{ invites: Invite[]; total: number }>(
        `/v2/organization/${organizationId ?? ''}/invites`,
        { status: 'pending' },
      ),
    enabled: enabled && organizationId !== undefined,
  });
}

function useOrganizationMutation<I, O>(organizationId: string, call: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: ['organization', organizationId] }),
  });
}

export const useChangeOrganizationRole = (organizationId: string) =>
  useOrganizationMutation(
    organizationId,
    (input: { email: string; organizationRole: OrganizationRole }) =>
      api.post<{
        users: { updated: number; failed: number; results?: { email: string; status: string }[] };
      }>(`/v2/organization/${organizationId}/users`, { users: [input] }),
  );

export const useRemoveOrganizationUser = (organizationId: string) =>
  useOrganizationMutation(organizationId, (email: string) =>
    api.delete<{ deleted: number; failed: number }>(`/v2/organization/${organizationId}/users`, {
      users: [email],
    }),
  );

export interface InviteInput {
  to: string[];
  organizationRole: OrganizationRole;
  projectAssignments?: { projectId: string; projectRole: ProjectRole }[];
}

export const useCreateInvites = (organizationId: string) =>
  useOrganizationMutation(organizationId, (input: InviteInput) =>
    api.post<{ invites: Invite[]; skipped: { email: string; reason: string }[] }>(
      `/v2/organization/${organizationId}/invites`,
      input,
    ),
  );

export const useDeleteInvite = (organizationId: string) =>
  useOrganizationMutation(organizationId, (idOrEmail: string) =>
    api.delete<{ deleted: number; failed: number }>(`/v2/organization/${organizationId}/invites`, {
      invites: [idOrEmail],
    }),
  );
