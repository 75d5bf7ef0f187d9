import { api } from '@/api/client';
import type { Task } from '@/api/types';

const assetIdOf = (task: Task) => (typeof task.asset === 'string' ? task.asset : task.asset._id);

/** The assets of the tasks; those not on the page are read in portions of ten at once. */
export async function assetIdsOf(
  projectId: string,
  taskIds: string[],
  onPage: Task[],
): Promise<string[]> {
  const known = new Map(onPage.map((task) => [task._id, assetIdOf(task)]));
  const missing = taskIds.filter((taskId) => !known.has(taskId));
  if (missing.length > 20) {
    const wanted = new Set(missing);
    for (let page = 1, total = Infinity; wanted.size > 0 && (page - 1) * 1000 < total; page += 1) {
      const data = await api.get<{ tasks: Task[]; total: number }>(
        `/v2/project/${projectId}/tasks`,
        { page, limit: 1000, fields: '_id,asset' },
      );
      total = data.total;
      for (const task of data.tasks) {
        if (wanted.delete(task._id)) {
          known.set(task._id, assetIdOf(task));
        }
      }
    }
  } else {
    for (const taskId of missing) {
      const { task } = await api.get<{ task: Task }>(`/v2/task/${taskId}`);
      known.set(taskId, assetIdOf(task));
    }
  }
  return taskIds.flatMap((taskId) => known.get(taskId) ?? []);
}
