import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { api, messageOf } from './client';
import { putJob, updateJob } from './jobs';
import { pauseAt } from './looks';
import { projectKeys } from './projects';
import type { FaultDetail, Stage, Task } from './types';

/** What keeps tasks in a stage though nobody has to do anything there. */
export const MARKS = [
  'no next stage',
  'workflow loop',
  'plugin error',
  'webhook retrying',
  'webhook failed',
] as const;
export type Mark = (typeof MARKS)[number];

export type MarkCounts = Partial<Record<Mark, number>>;

/** One row of the tally page; a project with more shows lower bounds. */
const TALLY = 1000;

/** How many tasks of each stage are kept there, by reason; `cut` when there are more than told. */
export function useMarkCounts(projectId: string) {
  return useQuery({
    queryKey: [...projectKeys.project(projectId), 'marks'],
    queryFn: async ({ signal }) => {
      const { tasks, total } = await api.get<{
        tasks: (Task & { mark?: Mark })[];
        total: number;
      }>(
        `/v2/project/${projectId}/tasks`,
        {
          limit: TALLY,
          fields: 'stage,mark',
          filter: JSON.stringify({
            mark: { $in: MARKS },
            type: { $in: ['default', 'consensus'] },
          }),
        },
        signal,
      );
      const byStage: Record<string, MarkCounts> = {};
      for (const { stage, mark } of tasks) {
        if (mark) {
          const counts = (byStage[stage] ??= {});
          counts[mark] = (counts[mark] ?? 0) + 1;
        }
      }
      return { byStage, cut: total > tasks.length };
    },
    refetchInterval: 15_000,
  });
}

/** Judgments that wait in each child of the Consensus stages; asks nothing where there are none. */
export function useJudgmentCounts(projectId: string, children: string[]) {
  return useQuery({
    queryKey: [...projectKeys.project(projectId), 'judgments', children],
    queryFn: async ({ signal }) =>
      Object.fromEntries(
        await Promise.all(
          children.map(async (id) => {
            const { total } = await api.get<{ total: number }>(
              `/v2/project/${projectId}/tasks`,
              {
                limit: 1,
                fields: 'stage',
                filter: JSON.stringify({ type: 'consensus', stage: id }),
              },
              signal,
            );
            return [id, total] as const;
          }),
        ),
      ) as Record<string, number>,
    enabled: children.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
}

/** One save of a workflow. */
export interface WorkflowVersion {
  revision: number;
  savedAt: string;
  savedBy: string;
  stages: number;
  current: boolean;
}

const versionsKey = (id: string) => [...projectKeys.project(id), 'workflow-versions'];

export function useWorkflowVersions(projectId: string, page: number, enabled: boolean) {
  return useQuery({
    queryKey: [...versionsKey(projectId), page],
    queryFn: ({ signal }) =>
      api.get<{ versions: WorkflowVersion[]; total: number }>(
        `/v2/project/${projectId}/workflowVersions`,
        { page, limit: 20 },
        signal,
      ),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** The stages of a saved version, secrets masked. */
export async function readWorkflowVersion(projectId: string, revision: number): Promise<Stage[]> {
  const { stages } = await api.get<{ stages: Stage[] }>(
    `/v2/project/${projectId}/workflowVersions/${revision}`,
  );
  return stages;
}

/** Saves an earlier version once more; a conflict says that stages that would go hold tasks. */
export function useRestoreVersion(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ revision, moveTasksTo }: { revision: number; moveTasksTo?: string }) =>
      api.post<{ workflowRevision: number; warnings?: FaultDetail[] }>(
        `/v2/project/${projectId}/workflowVersions/${revision}/restore`,
        { moveTasksTo },
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: projectKeys.project(projectId) }),
  });
}

export type DeliveryState = 'pending' | 'retrying' | 'delivered' | 'failed' | 'canceled';

/** A message of a Webhook stage and what became of it. */
export interface Delivery {
  id: string;
  taskId?: string | null;
  externalId?: string | null;
  url: string;
  state: DeliveryState;
  attempts: number;
  status?: number | null;
  request?: string | null;
  response?: string | null;
  error?: string | null;
  createdAt: string;
  lastAttemptAt?: string | null;
  nextAttemptAt?: string | null;
}

const deliveriesKey = (id: string, stageId: string) => [
  ...projectKeys.project(id),
  'deliveries',
  stageId,
];

export function useDeliveries(
  projectId: string,
  stageId: string,
  query: { page: number; state: string },
) {
  return useQuery({
    queryKey: [...deliveriesKey(projectId, stageId), query],
    queryFn: ({ signal }) =>
      api.get<{ deliveries: Delivery[]; total: number }>(
        `/v2/project/${projectId}/stages/${encodeURIComponent(stageId)}/deliveries`,
        { ...query, limit: 10 },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

/** Sends a message that only shows whether messages arrive. */
export function useTestWebhook(projectId: string, stageId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () =>
      (
        await api.post<{ delivery: Delivery }>(
          `/v2/project/${projectId}/stages/${encodeURIComponent(stageId)}/testWebhook`,
        )
      ).delivery,
    onSettled: () => client.invalidateQueries({ queryKey: deliveriesKey(projectId, stageId) }),
  });
}

export type StageAct = 'forwardTasks' | 'rerun' | 'rerun-webhook';

interface BulkState {
  state: string;
  total: number;
  modified: number;
  left: number;
}

export interface StageActInput {
  act: StageAct;
  stageId: string;
  /** Only tasks of these batches; none = all. */
  batches?: string[];
  /** What the tray says while a job does it. */
  title: string;
}

/** Forwards or re-runs the tasks of a stage; large numbers become a job in the tray. */
export function useStageAct(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, stageId, batches }: StageActInput) =>
      api.post<{ modified: number; job?: string | null }>(
        `/v2/project/${projectId}/${act}` as `/v2/project/${string}/rerun`,
        { stageId, batches },
      ),
    onSuccess: ({ job }, { title }) => {
      if (job) {
        void followBulkMove(client, projectId, job, title);
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: projectKeys.project(projectId) }),
  });
}

async function followBulkMove(
  client: QueryClient,
  projectId: string,
  job: string,
  title: string,
): Promise<void> {
  const id = `move-${job}`;
  const began = Date.now();
  putJob({
    id,
    kind: 'move',
    projectId,
    title,
    state: 'running',
    progress: undefined,
    detail: 'Waiting to start',
    failures: [],
  });
  for (let running = true; running;) {
    await new Promise((resolve) => setTimeout(resolve, pauseAt(Date.now() - began)));
    try {
      const bulk = await api.get<BulkState>(`/v2/project/${projectId}/bulkMoves/${job}`);
      running = bulk.state === 'queued' || bulk.state === 'running';
      const done = bulk.modified + bulk.left;
      updateJob(id, {
        state: running ? 'running' : bulk.state === 'ready' ? 'done' : 'failed',
        progress: bulk.total > 0 ? done / bulk.total : undefined,
        detail: `${bulk.modified.toLocaleString('en')} of ${bulk.total.toLocaleString('en')} tasks done${bulk.left > 0 ? `, ${bulk.left.toLocaleString('en')} left where they are` : ''}`,
      });
    } catch (error) {
      running = false;
      updateJob(id, { state: 'failed', detail: messageOf(error) });
    }
  }
  await client.invalidateQueries({ queryKey: projectKeys.project(projectId) });
}

/** A workflow to begin with: of the gallery that comes along, or saved by the organization. */
export interface WorkflowTemplate {
  _id: string;
  name: string;
  description: string;
  builtIn: boolean;
  stages: Stage[];
}

const templatesKey = ['workflow-templates'];

export function useWorkflowTemplates(enabled: boolean) {
  return useQuery({
    queryKey: templatesKey,
    queryFn: async ({ signal }) =>
      (await api.get<{ templates: WorkflowTemplate[] }>('/v2/workflowTemplates', undefined, signal))
        .templates,
    enabled,
  });
}

/** Keeps the saved workflow of a project for the organization; the same name is replaced. */
export function useSaveTemplate(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { name: string; description: string }) =>
      api.post(`/v2/project/${projectId}/workflowTemplate`, input),
    onSuccess: () => client.invalidateQueries({ queryKey: templatesKey }),
  });
}

export function useDeleteTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/v2/workflowTemplates/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: templatesKey }),
  });
}

/** Makes a workflow from elsewhere fit the project; batches that rules miss are made at once. */
export function useAdaptWorkflow(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (stages: Stage[]) =>
      api.post<{ stages: Stage[]; warnings: FaultDetail[] }>(
        `/v2/project/${projectId}/workflow/adapt`,
        { stages },
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: projectKeys.settings(projectId) }),
  });
}
