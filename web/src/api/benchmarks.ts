import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import { projectKeys } from './projects';

/** How a person does on benchmarks. */
export interface UserAverage {
  user: string;
  count: number;
  /** Percent. */
  average: number;
  /** The person gets no tasks of this project until somebody clears it. */
  cutOff: boolean;
}

/** One benchmark done by one person. */
export interface BenchmarkResult {
  /** The attempt. */
  task: string;
  /** The task whose answer is right. */
  goldTask: string;
  user: string;
  /** Percent; absent where there was no right answer any more. */
  score?: number | null;
  submittedAt: string;
}

const benchmarkKeys = (projectId: string) => [...projectKeys.project(projectId), 'benchmarks'];

export function useBenchmarkAverages(projectId: string) {
  return useQuery({
    queryKey: [...benchmarkKeys(projectId), 'averages'],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ users: UserAverage[] }>(
          `/v2/project/${projectId}/benchmark-averages`,
          {},
          signal,
        )
      ).users,
  });
}

/** One page of results, newest first. */
export function useBenchmarkResults(
  projectId: string,
  query: { page: number; limit: number; user?: string },
) {
  return useQuery({
    queryKey: [...benchmarkKeys(projectId), 'results', query],
    queryFn: ({ signal }) =>
      api.get<{ results: BenchmarkResult[]; total: number }>(
        `/v2/project/${projectId}/benchmark-results`,
        query,
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

function useBenchmarkMutation<I, O>(projectId: string, call: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: projectKeys.project(projectId) }),
  });
}

export interface MarkResult {
  modified: number;
  skipped: { task: string; reason: string }[];
}

/** The server takes this many at once. */
const MOST_TASKS = 1000;

/** Makes tasks benchmarks, or ordinary tasks again; large selections go in portions. */
export async function markBenchmarks(
  projectId: string,
  tasks: string[],
  isBenchmark: boolean,
): Promise<MarkResult> {
  const result: MarkResult = { modified: 0, skipped: [] };
  for (let from = 0; from < tasks.length; from += MOST_TASKS) {
    const part = await api.post<MarkResult>(`/v2/project/${projectId}/benchmark-tasks`, {
      tasks: tasks.slice(from, from + MOST_TASKS),
      isBenchmark,
    });
    result.modified += part.modified;
    result.skipped.push(...part.skipped);
  }
  return result;
}

export const useMarkBenchmarks = (projectId: string) =>
  useBenchmarkMutation(projectId, (input: { tasks: string[]; isBenchmark: boolean }) =>
    markBenchmarks(projectId, input.tasks, input.isBenchmark),
  );

/** Lets a person who was cut off get tasks again. */
export const useClearCutoff = (projectId: string) =>
  useBenchmarkMutation(projectId, (user: string) =>
    api.post<{ user: string }>(`/v2/project/${projectId}/benchmark-cutoff/clear`, { user }),
  );

/** Deletes all scores of the project for good; the number deleted. */
export const useDeleteBenchmarkResults = (projectId: string) =>
  useBenchmarkMutation(
    projectId,
    async () =>
      (
        await api.delete<{ deleted: number }>(`/v2/project/${projectId}/benchmark-results`, {
          confirm: true,
        })
      ).deleted,
  );
