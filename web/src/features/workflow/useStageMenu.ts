import { useState } from 'react';
import type { Stage } from '@/api/types';
import { useStageAct } from '@/api/workflow';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';
import { heightOf } from './layout';
import { canDelete, canDuplicate, duplicateStage, removeStages } from './model';
import type { StageMenuActions } from './StageMenu';
import type { WorkflowEditor } from './useWorkflowEditor';

/** A dialog about the tasks of a stage. */
export interface StageDialog {
  kind: 'forward' | 'requeue';
  stage: Stage;
}

/** What can be done with each stage, and the dialog that is open for one. */
export function useStageMenu(
  editor: WorkflowEditor,
  editable: boolean,
  onSelect: (stageId: string | undefined) => void,
) {
  const { project, id, may } = useCurrentProject();
  const [dialog, setDialog] = useState<StageDialog>();
  const act = useStageAct(id);
  const manages = may('manageTasks');

  const rerun = (stage: Stage, kind: 'rerun' | 'rerun-webhook') =>
    act.mutate(
      { act: kind, stageId: stage.id, title: `Re-running ${stage.name}` },
      {
        onSuccess: ({ modified, job }) => {
          if (!job) {
            toast.done(
              modified === 0
                ? `Nothing is kept in ${stage.name}`
                : `${count(modified, 'task')} of ${stage.name} started again`,
            );
          }
        },
        onError: toast.failed,
      },
    );

  const actionsOf = (stage: Stage): StageMenuActions => {
    const waits = stage.type === 'Start' || stage.type === 'Hold';
    return {
      tasksLink: `/projects/${id}/tasks?stage=${encodeURIComponent(stage.id)}`,
      notYet: project.stages.some((each) => each.id === stage.id)
        ? undefined
        : 'Save the workflow first',
      onForward: manages && waits ? () => setDialog({ kind: 'forward', stage }) : undefined,
      onRequeue:
        manages && !stage.consensusId ? () => setDialog({ kind: 'requeue', stage }) : undefined,
      onRerun: manages ? () => rerun(stage, 'rerun') : undefined,
      onResend:
        manages && stage.type === 'Webhook' ? () => rerun(stage, 'rerun-webhook') : undefined,
      onDuplicate:
        editable && canDuplicate(stage)
          ? () => {
              const below = heightOf(editor.stages, stage) + 40;
              const next = duplicateStage(editor.stages, stage, below);
              editor.change(next);
              onSelect(next[editor.stages.length]?.id);
            }
          : undefined,
      onDelete:
        editable && canDelete(editor.stages, stage)
          ? () => {
              editor.change(removeStages(editor.stages, [stage.id]));
              onSelect(undefined);
            }
          : undefined,
    };
  };
  return { dialog, closeDialog: () => setDialog(undefined), actionsOf };
}
