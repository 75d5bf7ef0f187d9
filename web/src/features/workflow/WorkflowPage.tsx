import { Alert, Anchor } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useRef, useState } from 'react';
import { isStale } from '@/api/client';
import type { Stage } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { NotAllowed } from '@/ui/NotAllowed';
import { FailureDetail } from '@/ui/states';
import { StaleNotice } from '@/ui/StaleNotice';
import { toast } from '@/ui/toast';
import { UnsavedGuard } from '@/ui/UnsavedGuard';
import { Canvas, FIT, PANEL_WIDTH } from './Canvas';
import type { WorkflowFault } from './faults';
import { freePlace, heightOf, NODE_WIDTH, tidy } from './layout';
import { makeStage } from './model';
import { MoveTasksDialog } from './MoveTasksDialog';
import { Palette } from './Palette';
import { StagePanel } from './panel/StagePanel';
import { PasteDialog } from './PasteDialog';
import { StageDialogs } from './StageDialogs';
import { TemplatesDialog } from './TemplatesDialog';
import { workflowText } from './transfer';
import { useStageMenu } from './useStageMenu';
import { useStageNumbers } from './useStageNumbers';
import { useWorkflowEditor, type WorkflowEditor } from './useWorkflowEditor';
import { VersionsDrawer } from './VersionsDrawer';
import { WorkflowBar } from './WorkflowBar';
import classes from './Workflow.module.css';

/** The way each task takes, as a graph of stages. */
export function WorkflowPage() {
  const { may } = useCurrentProject();
  return may('seeWorkflow') ? (
    <ReactFlowProvider>
      <WorkflowView />
    </ReactFlowProvider>
  ) : (
    <NotAllowed what="The workflow is for leads and managers." />
  );
}

type Overlay = 'versions' | 'templates' | 'paste';

function WorkflowView() {
  const { project, id, may } = useCurrentProject();
  const editor = useWorkflowEditor(project);
  const numbers = useStageNumbers(id, project.stages);
  const [selected, setSelected] = useState<string>();
  const [overlay, setOverlay] = useState<Overlay>();
  const editable = may('editWorkflow');
  const menu = useStageMenu(editor, editable, setSelected);
  const canvas = useRef<HTMLDivElement>(null);
  const { screenToFlowPosition, flowToScreenPosition, fitView, getZoom, setCenter } =
    useReactFlow();
  const stage = editor.stages.find((each) => each.id === selected);
  const close = () => setOverlay(undefined);

  useHotkeys(
    editable
      ? [
          ['mod+s', () => void editor.save()],
          ['mod+z', editor.undo],
          ['mod+shift+z', editor.redo],
        ]
      : [],
  );

  /** The whole is brought into view once it is drawn. */
  const fitSoon = () => setTimeout(() => void fitView(FIT), 60);
  /** A stage that would lie below or beside what is shown is brought into the middle. */
  const showSoon = (added: Stage) => {
    const box = canvas.current?.getBoundingClientRect();
    const { x, y } = added.position ?? { x: 0, y: 0 };
    const height = heightOf(editor.stages, added);
    if (box) {
      const end = flowToScreenPosition({ x: x + NODE_WIDTH, y: y + height });
      if (end.y > box.bottom || end.x > box.right - PANEL_WIDTH) {
        const zoom = getZoom();
        void setCenter(x + NODE_WIDTH / 2 + PANEL_WIDTH / 2 / zoom, y + height / 2, { zoom });
      }
    }
  };
  const add = (type: string) => {
    const box = canvas.current?.getBoundingClientRect() ?? new DOMRect();
    const center = screenToFlowPosition({
      x: box.x + (box.width - PANEL_WIDTH) / 2,
      y: box.y + box.height / 2,
    });
    const added = makeStage(
      editor.stages,
      type,
      freePlace(editor.stages, Math.round(center.x - NODE_WIDTH / 2), Math.round(center.y)),
    );
    editor.change([...editor.stages, added]);
    setSelected(added.id);
    showSoon(added);
  };
  const replace = (stages: Stage[], told: WorkflowFault[]) => {
    editor.replace(stages, told);
    setSelected(undefined);
    fitSoon();
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(workflowText(editor.stages, project));
      toast.done('Workflow copied, without secrets');
    } catch {
      toast.failed(new Error('The browser did not allow access to the clipboard.'));
    }
  };

  return (
    <div className={classes.page}>
      <WorkflowBar
        editor={editor}
        editable={editable}
        revision={project.workflowRevision}
        onSelect={setSelected}
        onTidy={() => {
          editor.change(tidy(editor.stages));
          fitSoon();
        }}
        onVersions={() => setOverlay('versions')}
        onTemplates={() => setOverlay('templates')}
        onCopy={() => void copy()}
        onPaste={() => setOverlay('paste')}
      />
      {isStale(editor.error) && <StaleNotice onReload={() => void editor.reload()} />}
      {editor.error && !isStale(editor.error) && !editor.removed && (
        <SaveFailure editor={editor} onSelect={setSelected} />
      )}
      <div className={classes.work}>
        {editable && <Palette stages={editor.stages} onAdd={add} />}
        <div className={classes.canvas} ref={canvas}>
          <Canvas
            editor={editor}
            editable={editable}
            numbers={numbers}
            selected={selected}
            onSelect={setSelected}
            menuOf={menu.actionsOf}
          />
        </div>
        {stage && (
          <StagePanel
            key={stage.id}
            editor={editor}
            editable={editable}
            stage={stage}
            menu={menu.actionsOf(stage)}
            onSelect={setSelected}
          />
        )}
      </div>
      <MoveTasksDialog editor={editor} />
      <StageDialogs
        dialog={menu.dialog}
        tasks={menu.dialog && numbers.tasks(menu.dialog.stage.id)}
        onClose={menu.closeDialog}
      />
      <VersionsDrawer
        opened={overlay === 'versions'}
        onClose={close}
        editor={editor}
        editable={editable}
      />
      <TemplatesDialog
        opened={overlay === 'templates'}
        onClose={close}
        unsaved={editor.dirty}
        onUse={replace}
      />
      <PasteDialog opened={overlay === 'paste'} onClose={close} onUse={replace} />
      <UnsavedGuard when={editor.dirty} onSave={() => editor.save()} />
    </div>
  );
}

function SaveFailure(props: { editor: WorkflowEditor; onSelect: (stageId: string) => void }) {
  const { editor, onSelect } = props;
  const errors = editor.faults.filter((fault) => fault.level === 'error');
  return (
    <Alert
      color="red"
      role="alert"
      m="sm"
      title="The workflow was not saved, your changes are kept"
    >
      {editor.error?.message}
      <ul className={classes.faults}>
        {errors.map((fault) => {
          const at = editor.stages.find((each) => each.id === fault.stageId);
          return (
            <li key={`${fault.stageId ?? ''}${fault.message}`}>
              {at && (
                <Anchor component="button" type="button" onClick={() => onSelect(at.id)}>
                  {at.name || 'Unnamed'}
                </Anchor>
              )}
              {at ? ': ' : ''}
              {fault.message}
            </li>
          );
        })}
      </ul>
      <FailureDetail error={editor.error} />
    </Alert>
  );
}
