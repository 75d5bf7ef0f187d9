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

/** One task with its judgments. */
export function useTaskInFull(projectId: string, taskId: string) {
  return useQuery({
    queryKey: [...projectKeys.project(projectId), 'task', taskId],
    queryFn: async ({ signal }) =>
      (await api.get<{ task: Task }>(`/v2/task/${taskId}`, {}, signal)).task,
  });
}

/** How many marked tasks there are in each stage; at most 1,000 are looked at. */
export function useMarkedStages(projectId: string, marks: string[]) {
  return useQuery({
    queryKey: [...projectKeys.project(projectId), 'marked', marks],
    queryFn: async ({ signal }) => {
      const filter = { mark: { $in: marks } };
      const { tasks } = await tasksQuery(projectId, { page: 1, limit: 1000, filter }, signal);
      const counts = new Map<string, number>();
      for (const task of tasks) {
        counts.set(task.stage, (counts.get(task.stage) ?? 0) + 1);
      }
      return counts;
    },
  });
}

/** Tries again what keeps the marked tasks of stages; `jobs` go on in the background. */
export const useRerun = (projectId: string) =>
  useTaskMutation(projectId, async (stageIds: string[]) => {
    let modified = 0;
    let jobs = 0;
    for (const stageId of stageIds) {
      const data = await api.post<{ modified: number; job?: string | null }>(
        `/v2/project/${projectId}/rerun`,
        { stageId },
      );
      modified += data.modified;
      jobs += data.job ? 1 : 0;
    }
    return { modified, jobs };
  });
