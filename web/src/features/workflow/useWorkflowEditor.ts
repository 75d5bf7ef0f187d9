import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { projectKeys, useUpdateProject } from '@/api/projects';
import type { Project, Stage } from '@/api/types';
import { toast } from '@/ui/toast';
import { findFaults, placeFault, type WorkflowFault } from './faults';
import { forSaving } from './model';

/** The stages while they are edited, with undo, redo and save. */
export function useWorkflowEditor(project: Project) {
  const [draft, setDraft] = useState<Stage[]>();
  const [past, setPast] = useState<Stage[][]>([]);
  const [future, setFuture] = useState<Stage[][]>([]);
  const [serverFaults, setServerFaults] = useState<WorkflowFault[]>([]);
  /** What did not fit in a workflow from elsewhere, until it is saved. */
  const [told, setTold] = useState<WorkflowFault[]>([]);
  const [removed, setRemoved] = useState<Stage[]>();
  const update = useUpdateProject(project._id);
  const client = useQueryClient();
  // The project is fetched anew now and then; the draft stays based on what it was begun from.
  const [base, setBase] = useState<number>();

  const saved = project.stages;
  const stages = draft ?? saved;
  const dirty = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(saved);
  const local = findFaults(stages);

  const change = (next: Stage[]) => {
    if (next !== stages) {
      setBase((known) => known ?? project.workflowRevision);
      setPast([...past.slice(-99), stages]);
      setFuture([]);
      setDraft(next);
      setServerFaults([]);
    }
  };
  /** Puts a workflow from elsewhere in the place of the draft, with what is to be known of it. */
  const replace = (next: Stage[], news: WorkflowFault[]) => {
    change(next);
    setTold(news);
  };
  const undo = () => {
    const previous = past[past.length - 1];
    if (previous) {
      setPast(past.slice(0, -1));
      setFuture([stages, ...future]);
      setDraft(previous);
      setServerFaults([]);
    }
  };
  const redo = () => {
    const [next] = future;
    if (next) {
      setFuture(future.slice(1));
      setPast([...past, stages]);
      setDraft(next);
      setServerFaults([]);
    }
  };
  const discard = () => {
    setDraft(undefined);
    setBase(undefined);
    setPast([]);
    setFuture([]);
    setServerFaults([]);
    setTold([]);
    update.reset();
  };

  /** Shows what somebody else saved meanwhile instead of the draft. */
  const reload = async () => {
    await client.invalidateQueries({ queryKey: projectKeys.settings(project._id) });
    discard();
  };

  /** Saves; when a removed stage still holds tasks, asks where they go first. */
  const save = async (moveTasksTo?: string): Promise<boolean> => {
    if (local.some((fault) => fault.level === 'error')) {
      return false;
    }
    try {
      const { warnings } = await update.mutateAsync({
        stages: forSaving(stages),
        workflowRevision: base,
        moveTasksTo,
      });
      setDraft(undefined);
      setBase(undefined);
      setPast([]);
      setFuture([]);
      setRemoved(undefined);
      setTold([]);
      setServerFaults((warnings ?? []).map((warning) => placeFault(warning, 'warning')));
      toast.done('Workflow saved');
      return true;
    } catch (error) {
      if (error instanceof ApiError) {
        const gone = saved.filter((stage) => !stages.some((each) => each.id === stage.id));
        if (error.code === 'conflict' && gone.length > 0 && !moveTasksTo) {
          setRemoved(gone);
          update.reset();
          return false;
        }
        setServerFaults(error.details.map((detail) => placeFault(detail, 'error')));
      }
      return false;
    }
  };

  // The server may repeat a warning; each is shown once.
  const faults = [
    ...serverFaults,
    ...told.filter((fault) => !fault.stageId || stages.some((each) => each.id === fault.stageId)),
    ...local.filter(
      (fault) =>
        !serverFaults.some(
          (each) => each.message === fault.message && each.stageId === fault.stageId,
        ),
    ),
  ];

  return {
    stages,
    faults,
    dirty,
    blocked: local.some((fault) => fault.level === 'error'),
    error: update.error,
    saving: update.isPending,
    /** Stages whose tasks must go somewhere before the save can happen. */
    removed,
    keepRemoved: () => setRemoved(undefined),
    change,
    replace,
    undo,
    redo,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    discard,
    reload,
    save,
  };
}

export type WorkflowEditor = ReturnType<typeof useWorkflowEditor>;
