import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  Group,
  Text,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLayoutDistributeVertical,
} from '@tabler/icons-react';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useRef, useState } from 'react';
import { isStale } from '@/api/client';
import { useStageCounts } from '@/api/projects';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { NotAllowed } from '@/ui/NotAllowed';
import { stageColor } from '@/ui/StageBar';
import { FailureDetail } from '@/ui/states';
import { StaleNotice } from '@/ui/StaleNotice';
import { UnsavedGuard } from '@/ui/UnsavedGuard';
import { Canvas, FIT, PANEL_WIDTH, STAGE_MIME } from './Canvas';
import { ADDABLE, freePlace, makeStage, tidy } from './model';
import { MoveTasksDialog } from './MoveTasksDialog';
import { StageIcon } from './StageNode';
import { StagePanel } from './StagePanel';
import { useWorkflowEditor } from './useWorkflowEditor';
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

const MEANING: Record<(typeof ADDABLE)[number], string> = {
  Label: 'People draw and answer',
  Review: 'People accept or reject',
  Complete: 'The end of the way',
};

function WorkflowView() {
  const { project, id, may } = useCurrentProject();
  const editor = useWorkflowEditor(project);
  const counts = useStageCounts(id, 5000);
  const [selected, setSelected] = useState<string>();
  const editable = may('editWorkflow');
  const canvas = useRef<HTMLDivElement>(null);
  const { screenToFlowPosition, fitView } = useReactFlow();
  const stage = editor.stages.find((each) => each.id === selected);
  const errors = editor.faults.filter((fault) => fault.level === 'error');
  const warnings = editor.faults.length - errors.length;

  useHotkeys(
    editable
      ? [
          ['mod+s', () => void editor.save()],
          ['mod+z', editor.undo],
          ['mod+shift+z', editor.redo],
        ]
      : [],
  );

  const add = (type: string) => {
    const box = canvas.current?.getBoundingClientRect() ?? new DOMRect();
    const center = screenToFlowPosition({
      x: box.x + (box.width - PANEL_WIDTH) / 2,
      y: box.y + box.height / 2,
    });
    const added = makeStage(
      editor.stages,
      type,
      freePlace(editor.stages, Math.round(center.x - 100), Math.round(center.y)),
    );
    editor.change([...editor.stages, added]);
    setSelected(added.id);
  };

  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Text size="xs" c="dimmed" role="status">
          {editor.dirty ? 'Unsaved changes' : 'Saved'}
          {project.workflowRevision && !editor.dirty
            ? `, revision ${project.workflowRevision}`
            : ''}
          {errors.length > 0 ? `, ${count(errors.length, 'fault')}` : ''}
          {warnings > 0 ? `, ${count(warnings, 'warning')}` : ''}
        </Text>
        {editable && (
          <Group gap={6} ml="auto">
            <IconButton
              label="Tidy up"
              onClick={() => {
                editor.change(tidy(editor.stages));
                void fitView(FIT);
              }}
            >
              <IconLayoutDistributeVertical size={16} />
            </IconButton>
            <IconButton label="Undo" disabled={!editor.canUndo} onClick={editor.undo}>
              <IconArrowBackUp size={16} />
            </IconButton>
            <IconButton label="Redo" disabled={!editor.canRedo} onClick={editor.redo}>
              <IconArrowForwardUp size={16} />
            </IconButton>
            <Button variant="default" disabled={!editor.dirty} onClick={editor.discard}>
              Discard
            </Button>
            <Button
              disabled={!editor.dirty || editor.blocked}
              loading={editor.saving}
              onClick={() => void editor.save()}
            >
              Save workflow
            </Button>
          </Group>
        )}
      </div>
      {isStale(editor.error) && <StaleNotice onReload={() => void editor.reload()} />}
      {editor.error && !isStale(editor.error) && !editor.removed && (
        <Alert
          color="red"
          role="alert"
          m="sm"
          title="The workflow was not saved, your changes are kept"
        >
          {editor.error.message}
          <ul className={classes.faults}>
            {errors.map((fault) => {
              const at = editor.stages.find((each) => each.id === fault.stageId);
              return (
                <li key={`${fault.stageId ?? ''}${fault.message}`}>
                  {at && (
                    <Anchor component="button" type="button" onClick={() => setSelected(at.id)}>
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
      )}
      <div className={classes.work}>
        {editable && (
          <div className={classes.palette} aria-label="Stages to add" role="group">
            {ADDABLE.map((type) => (
              <Tooltip key={type} label={`${MEANING[type]}: drag onto the canvas, or click`}>
                <UnstyledButton
                  className={classes.paletteItem}
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.setData(STAGE_MIME, type);
                    event.dataTransfer.effectAllowed = 'copy';
                  }}
                  onClick={() => add(type)}
                >
                  <span className={classes.nodeIcon} style={{ background: stageColor(type) }}>
                    <StageIcon type={type} size={13} />
                  </span>
                  <span>
                    <span className="visually-hidden">Add </span>
                    {type}
                  </span>
                </UnstyledButton>
              </Tooltip>
            ))}
          </div>
        )}
        <div className={classes.canvas} ref={canvas}>
          <Canvas
            editor={editor}
            editable={editable}
            counts={counts.data}
            selected={selected}
            onSelect={setSelected}
          />
        </div>
        {stage && (
          <StagePanel
            key={stage.id}
            editor={editor}
            editable={editable}
            stage={stage}
            onClose={() => setSelected(undefined)}
          />
        )}
      </div>
      <MoveTasksDialog editor={editor} />
      <UnsavedGuard when={editor.dirty} onSave={() => editor.save()} />
    </div>
  );
}

function IconButton(props: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={props.label}
        disabled={props.disabled}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
