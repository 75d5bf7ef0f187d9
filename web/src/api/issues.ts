import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import { projectKeys } from './projects';
import type { Task } from './types';

export type IssueStatus = 'Open' | 'Resolved' | 'Closed';

export interface IssueCode {
  category: string;
  name: string;
}

export interface IssueComment {
  _id: string;
  content: string;
  createdBy: string;
  createdAt: string;
}

/** What is wrong with a task, and the talk about it. */
export interface Issue {
  _id: string;
  project: string;
  asset: string;
  labelTask: string;
  /** Name of the stage it was opened in. */
  stage: string;
  stageId: string;
  status: IssueStatus;
  content: string;
  /** JSON text of a place, for example `[120.5, 88]`. */
  position?: string | null;
  page?: number | null;
  /** The object it is about; excludes a position. */
  objectId?: string | null;
  assignee?: string | null;
  errorCodes?: IssueCode[] | null;
  comments: IssueComment[];
  createdAt: string;
  createdBy: string;
  updatedAt?: string | null;
  updatedBy?: string | null;
  resolvedAt?: string | null;
  resolvedBy?: string | null;
}

const issueKeys = {
  list: (projectId: string) => [...projectKeys.project(projectId), 'issues'],
  one: (issueId: string) => ['issue', issueId],
};

/** All issues of a project that the caller may see, newest first; the server gives at most 10,000. */
export function useIssues(projectId: string) {
  return useQuery({
    queryKey: issueKeys.list(projectId),
    queryFn: ({ signal }) =>
      api.get<{ issues: Issue[]; total: number }>('/v2/issues', { project: projectId }, signal),
  });
}

export function useIssue(issueId: string | null) {
  return useQuery({
    queryKey: issueKeys.one(issueId ?? ''),
    queryFn: async ({ signal }) =>
      (await api.get<{ issue: Issue }>(`/v2/issues/${issueId ?? ''}`, {}, signal)).issue,
    enabled: issueId !== null,
  });
}

export interface IssueChange {
  issueId: string;
  status: IssueStatus;
}

/** Resolves, closes or reopens an issue. */
export function useChangeIssue(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ issueId, status }: IssueChange) =>
      (await api.post<{ issue: Issue }>(`/v2/issues/${issueId}`, { status })).issue,
    onSuccess: (issue) => client.setQueryData(issueKeys.one(issue._id), issue),
    onSettled: () => client.invalidateQueries({ queryKey: projectKeys.project(projectId) }),
  });
}

/** Answers an issue. */
export function useCommentIssue(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: { issueId: string; content: string }) =>
      (
        await api.post<{ issue: Issue }>(`/v2/issues/${input.issueId}/comment`, {
          content: input.content,
        })
      ).issue,
    onSuccess: (issue) => client.setQueryData(issueKeys.one(issue._id), issue),
    onSettled: () => client.invalidateQueries({ queryKey: issueKeys.list(projectId) }),
  });
}

/** External ids of tasks of any type by their ids. */
export function useExternalIds(projectId: string, taskIds: string[]) {
  const ids = [...new Set(taskIds)].sort();
  return useQuery({
    queryKey: [...projectKeys.project(projectId), 'external-ids', ids],
    queryFn: async ({ signal }) => {
      const filter = JSON.stringify({ _id: { $in: ids }, type: { $exists: true } });
      const { tasks } = await api.get<{ tasks: Task[] }>(
        `/v2/project/${projectId}/tasks`,
        { page: 1, limit: 1000, filter, fields: '_id,externalId' },
        signal,
      );
      return new Map(tasks.map((task) => [task._id, task.externalId]));
    },
    enabled: ids.length > 0,
  });
}
