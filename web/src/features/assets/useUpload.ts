import { useQueryClient } from '@tanstack/react-query';
import { startUpload, type UploadItem } from '@/api/uploads';
import { useCurrentProject } from '@/features/project';

/** Starts an upload into the current project; the job tray shows it. */
export function useUpload() {
  const { project, id } = useCurrentProject();
  const client = useQueryClient();
  return (items: UploadItem[], batches: string[]) => {
    if (items.length > 0) {
      startUpload({ projectId: id, projectName: project.name, items, batches, client });
    }
  };
}
