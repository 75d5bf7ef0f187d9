import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import type {
  Batch,
  CategorySchema,
  FaultDetail,
  Project,
  ProjectRole,
  ProjectSummary,
  Queues,
  Stage,
  StageCount,
  Task,
} from './types';

/** Keys under which project data is cached; invalidate `project(id)` to refresh everything in it. */
export const projectKeys = {
  all: ['projects'] as const,
  project: (id: string) => ['project', id] as const,
  settings: (id: string) => ['project', id, 'settings'] as const,
  counts: (id: string) => ['project', id, 'counts'] as const,
  queues: (id: string) => ['project', id, 'queues'] as const,
};

export interface ProjectsQuery {
  page: number;
  limit: number;
  sort?: string;
  search?: string;
}

/** One page of the project list. */
export function useProjects(query: ProjectsQuery, enabled = true) {
  return useQuery({
    queryKey: [...projectKeys.all, query],
    queryFn: ({ signal }) =>
      api.get<{ projects: ProjectSummary[]; total: number }>('/v2/projects', { ...query }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useProject(id: string) {
  return useQuery({
    queryKey: projectKeys.settings(id),
    queryFn: async () => (await api.get<{ project: Project }>(`/v2/project/${id}`)).project,
    staleTime: 30_000,
  });
}

/** Tasks per stage in workflow order. */
export function useStageCounts(id: string, refetchInterval: number | false = 15_000) {
  return useQuery({
    queryKey: projectKeys.counts(id),
    queryFn: async () =>
      (await api.get<{ LabelStageGroups: StageCount[] }>(`/v2/${id}/overview/LabelStageGroups`))
        .LabelStageGroups,
    refetchInterval,
  });
}

/** How many tasks wait for the caller in each queue. */
export function useQueues(id: string) {
  return useQuery({
    queryKey: projectKeys.queues(id),
    queryFn: async () => (await api.get<{ queues: Queues }>(`/v2/project/${id}/queues`)).queues,
    refetchInterval: 30_000,
  });
}

/** Claims the next task of a queue; null when none is left. */
export function useNextTask(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (queue: 'label' | 'review') =>
      (await api.post<{ task: Task | null }>(`/v2/project/${id}/next`, { queue })).task,
    onSettled: () => client.invalidateQueries({ queryKey: projectKeys.queues(id) }),
  });
}

export function useCreateProject() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: { name: string; description?: string }) =>
      (await api.post<{ project: Project }>('/v2/project', input)).project,
    onSuccess: () => client.invalidateQueries({ queryKey: projectKeys.all }),
  });
}

export interface ProjectPatch {
  name?: string;
  description?: string;
  taskSkipEnabled?: boolean;
  unassignSkippedTask?: boolean;
  idleTimeout?: number;
  benchmarkEnabled?: boolean;
  benchmarkRatio?: number;
  benchmarkCutoff?: boolean;
  benchmarkCutoffScore?: number;
  benchmarkCutoffMin?: number;
  categorySchema?: CategorySchema;
  /** The revision a changed schema is based on: a newer one is not overwritten. */
  categorySchemaRevision?: number;
  stages?: Stage[];
  /** The revision changed stages are based on. */
  workflowRevision?: number;
  moveTasksTo?: string;
}

/** Changes the given keys only; the answer may carry warnings of a schema or workflow. */
export function useUpdateProject(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: ProjectPatch) =>
      api.post<{ project: Project; warnings?: FaultDetail[] }>(`/v2/project/${id}`, patch),
    onSuccess: async ({ project }) => {
      client.setQueryData(projectKeys.settings(id), project);
      // Stages and skipping decide what waits for whom.
      void client.invalidateQueries({
        queryKey: projectKeys.project(id),
        predicate: (query) => query.queryKey[2] !== 'settings',
      });
      await client.invalidateQueries({ queryKey: projectKeys.all });
    },
  });
}

export function useDeleteProject(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`/v2/project/${id}`),
    onSuccess: async () => {
      client.removeQueries({ queryKey: projectKeys.project(id) });
      await client.invalidateQueries({ queryKey: projectKeys.all });
    },
  });
}

function useProjectMutation<I, O>(id: string, call: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: projectKeys.project(id) }),
  });
}

/** Adds members, or changes the role of those already in. */
export const useAssignMembers = (id: string) =>
  useProjectMutation(id, (input: { assignees: string[]; role: ProjectRole }) =>
    api.post<{ project: Project }>(`/v2/project/${id}/assigned`, input),
  );

/** A conflict says that stages would be open to everybody: ask, then send `openStages`. */
export const useRemoveMembers = (id: string) =>
  useProjectMutation(id, (input: { assignees: string[]; openStages?: boolean }) =>
    api.delete<{ project: Project }>(`/v2/project/${id}/assigned`, input),
  );

export const useCreateBatch = (id: string) =>
  useProjectMutation(
    id,
    async (name: string) =>
      (await api.post<{ project: Batch }>(`/v2/batches/${id}`, { name })).project,
  );

export const useRenameBatch = (id: string) =>
  useProjectMutation(id, (batch: Batch) =>
    api.post<{ project: Project }>(`/v2/batches/${id}`, { batches: [batch] }),
  );

/** Detaches the batches from their assets and deletes them. */
export const useDeleteBatches = (id: string) =>
  useProjectMutation(id, (batches: string[]) =>
    api.delete<{ project: Project }>(`/v2/batches/${id}`, { batches }),
  );
