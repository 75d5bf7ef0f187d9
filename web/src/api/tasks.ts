import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import { projectKeys } from './projects';
import type { Task } from './types';

/** Operators of a task filter, see the API specification section 6. */
export type TaskFilter = Record<string, unknown>;

export interface TasksQuery {
  page: number;
  limit: number;
  sort?: string;
  filter: TaskFilter;
}

function tasksQuery(projectId: string, query: TasksQuery, signal?: AbortSignal) {
  const filter = Object.keys(query.filter).length > 0 ? JSON.stringify(query.filter) : undefined;
  return api.get<{ tasks: Task[]; total: number }>(
    `/v2/project/${projectId}/tasks`,
    { page: query.page, limit: query.limit, sort: query.sort, filter },
    signal,
  );
}

/** One page of the task list. */
export function useTasks(projectId: string, query: TasksQuery) {
  return useQuery({
    queryKey: [...projectKeys.project(projectId), 'tasks', query],
    queryFn: ({ signal }) => tasksQuery(projectId, query, signal),
    placeholderData: keepPreviousData,
  });
}

/** Ids of all tasks that match, page by page. */
export async function allTaskIds(projectId: string, query: TasksQuery): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const { tasks, total } = await tasksQuery(projectId, { ...query, page, limit: 1000 });
    ids.push(...tasks.map((task) => task._id));
    if (tasks.length === 0 || ids.length >= total) {
      return ids;
    }
  }
}

function useTaskMutation<I, O>(projectId: string, call: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: projectKeys.project(projectId) }),
  });
}

export interface AssignResult {
  tasks: number;
  modified: number;
  skipped?: string[];
}

/** Assigns tasks to a member; an empty user unassigns. */
export const useAssignTasks = (projectId: string) =>
  useTaskMutation(projectId, (input: { tasks: string[]; user: string }) =>
    api.post<AssignResult>('/v2/task/assign', { project: projectId, ...input }),
  );

export interface RequeueInput {
  taskIds?: string[];
  fromStageIds?: string[];
  toStageId: string;
  removeAnnotations: boolean;
  removeAssignee: boolean;
  removeStageHistory: boolean;
}

/** Moves tasks to a stage outside the graph. */
export const useRequeueTasks = (projectId: string) =>
  useTaskMutation(projectId, ({ taskIds, fromStageIds, toStageId, ...options }: RequeueInput) =>
    api.post<{ modifiedCount: { modified: number; toStageId: string } }>(
      `/v2/project/${projectId}/requeueTasks`,
      { toStageId, filters: { taskIds, fromStageIds }, options },
    ),
  );

export const useSetPriority = (projectId: string) =>
  useTaskMutation(projectId, (input: { taskIds: string[]; priority: number }) =>
    api.post<{ result: { modified: number } }>(`/v2/project/${projectId}/updatePriority`, {
      priority: input.priority,
      filters: { taskIds: input.taskIds },
    }),
  );
