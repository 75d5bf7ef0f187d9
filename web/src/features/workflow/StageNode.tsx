import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChecks,
  IconCircleCheck,
  IconPencil,
  IconPlayerPlay,
  IconPuzzle,
} from '@tabler/icons-react';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import type { ComponentType } from 'react';
import type { Stage } from '@/api/types';
import { count } from '@/ui/format';
import { stageColor } from '@/ui/StageBar';
import { isEditable, outputsOf, type WorkflowFault } from './model';
import classes from './Workflow.module.css';

const ICONS: Record<string, ComponentType<{ size?: number; stroke?: number }>> = {
  Start: IconPlayerPlay,
  Label: IconPencil,
  Review: IconChecks,
  Complete: IconCircleCheck,
};

/** The sign of a stage type. */
export function StageIcon({ type, size = 15 }: { type: string; size?: number }) {
  const Icon = ICONS[type] ?? IconPuzzle;
  return <Icon size={size} stroke={1.8} />;
}

export type StageNodeType = Node<
  {
    stage: Stage;
    tasks: number | undefined;
    faults: WorkflowFault[];
    editable: boolean;
  },
  'stage'
>;

/** A stage on the canvas: name, kind, how many tasks are in it, what is wrong with it. */
export function StageNode({ data, selected }: NodeProps<StageNodeType>) {
  const { stage, tasks, faults, editable } = data;
  const outputs = outputsOf(stage);
  const failed = faults.some((fault) => fault.level === 'error');
  const people = stage.assignedTo?.length ?? 0;
  const note = !isEditable(stage)
    ? `${stage.type}, kept as it is`
    : stage.type === 'Start'
      ? stage.autoForward
        ? 'Forwards at once'
        : 'Waits to be forwarded'
      : stage.type === 'Complete'
        ? stage.preventRequeue
          ? 'No requeue'
          : 'End'
        : people > 0
          ? `${count(people, 'person', 'people')} only`
          : 'Everybody';
  return (
    <div
      className={classes.node}
      data-selected={selected || undefined}
      data-fault={faults.length > 0 ? (failed ? 'error' : 'warning') : undefined}
    >
      {stage.type !== 'Start' && (
        <Handle type="target" position={Position.Left} isConnectable={editable} />
      )}
      <div className={classes.nodeHead}>
        <span className={classes.nodeIcon} style={{ background: stageColor(stage.type) }}>
          <StageIcon type={stage.type} size={13} />
        </span>
        <span className="truncate" title={stage.name}>
          {stage.name || 'Unnamed'}
        </span>
        {faults.length > 0 && (
          <Tooltip label={faults.map((fault) => fault.message).join('. ')} multiline maw={280}>
            <IconAlertTriangle
              size={15}
              className={failed ? classes.error : classes.warning}
              aria-label={faults.map((fault) => fault.message).join('. ')}
            />
          </Tooltip>
        )}
      </div>
      <div className={classes.nodeBody}>
        <span className={classes.nodeNote}>
          {note}
          {stage.type === 'Review' && stage.readOnly ? ', read only' : ''}
        </span>
        <span className={`num ${classes.nodeCount ?? ''}`}>
          {tasks === undefined ? '–' : count(tasks, 'task')}
        </span>
      </div>
      {outputs.length > 1 && (
        <div className={classes.outputs} aria-hidden>
          {outputs.map((output) => (
            <span key={output}>{output}</span>
          ))}
        </div>
      )}
      {outputs.map((output, index) => (
        <Handle
          key={output}
          id={`out-${index}`}
          type="source"
          position={Position.Right}
          isConnectable={editable && isEditable(stage)}
          style={outputs.length > 1 ? { top: 68 + index * 22 } : undefined}
          title={output}
        />
      ))}
    </div>
  );
}
