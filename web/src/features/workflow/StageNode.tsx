import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { Handle, Position, useUpdateNodeInternals, type Node, type NodeProps } from '@xyflow/react';
import { useEffect } from 'react';
import type { Stage } from '@/api/types';
import type { MarkCounts } from '@/api/workflow';
import { count } from '@/ui/format';
import { MOST_CHILDREN } from './consensus';
import type { WorkflowFault } from './faults';
import { outputsOf } from './model';
import { noteOf } from './notes';
import { StageIcon } from './StageIcon';
import { StageMenu, type StageMenuActions } from './StageMenu';
import classes from './Workflow.module.css';

/** A judge inside a Consensus stage. */
export interface ChildView {
  stage: Stage;
  judgments: number | undefined;
}

export type StageNodeType = Node<
  {
    stage: Stage;
    tasks: number | undefined;
    /** What is written below the name of Start: all tasks, and how many have come to the end. */
    totals: { tasks: number; complete: number } | undefined;
    marks: MarkCounts | undefined;
    /** Whether there may be more marked tasks than were counted. */
    marksCut: boolean;
    faults: WorkflowFault[];
    /** What each way out is called; rules tell what they ask. */
    outputs: string[];
    childViews: ChildView[];
    selectedChild: string | undefined;
    editable: boolean;
    onSelect: (stageId: string) => void;
    onAddChild: () => void;
    menu: StageMenuActions;
  },
  'stage'
>;

/** A stage on the canvas: name, kind, how many tasks are in it, what is wrong with it. */
export function StageNode({ id, data, selected }: NodeProps<StageNodeType>) {
  const { stage, tasks, faults, editable, outputs } = data;
  const failed = faults.some((fault) => fault.level === 'error');
  const messages = faults.map((fault) => fault.message).join('. ');
  const updateInternals = useUpdateNodeInternals();
  const ways = outputsOf(stage).length;
  useEffect(() => updateInternals(id), [id, ways, data.childViews.length, updateInternals]);
  return (
    <div
      className={classes.node}
      data-type={stage.type}
      data-selected={selected || undefined}
      data-fault={faults.length > 0 ? (failed ? 'error' : 'warning') : undefined}
    >
      {stage.type !== 'Start' && (
        <Handle
          type="target"
          position={Position.Left}
          isConnectable={editable}
          className={classes.headHandle}
        />
      )}
      <div className={classes.nodeHead}>
        <StageIcon type={stage.type} />
        <span className={`truncate ${classes.nodeName ?? ''}`} title={stage.name}>
          {stage.name || 'Unnamed'}
        </span>
        {faults.length > 0 && (
          <Tooltip label={messages} multiline maw={280}>
            <IconAlertTriangle
              size={15}
              className={failed ? classes.error : classes.warning}
              aria-label={messages}
            />
          </Tooltip>
        )}
        <StageMenu stage={stage} actions={data.menu} className="nodrag nopan" onNode />
      </div>
      <div className={classes.nodeBody}>
        <span className={`truncate ${classes.nodeNote ?? ''}`}>{noteOf(stage)}</span>
        <span className={`num ${classes.nodeCount ?? ''}`}>
          {tasks === undefined ? '–' : count(tasks, 'task')}
        </span>
      </div>
      {data.totals && (
        <div className={classes.nodeTotals}>
          <span className="num">{data.totals.tasks.toLocaleString('en')} in all</span>
          <span className="num">{data.totals.complete.toLocaleString('en')} complete</span>
          <span className="num">
            {(data.totals.tasks - data.totals.complete).toLocaleString('en')} open
          </span>
        </div>
      )}
      <Marks marks={data.marks} cut={data.marksCut} />
      {stage.type === 'Consensus' && <Judges data={data} />}
      {ways === 1 && <Way index={0} title={outputs[0] ?? ''} connectable={editable} atHead />}
      {ways > 1 && (
        <div className={classes.outputs}>
          {outputs.map((output, index) => (
            <div className={classes.output} key={index}>
              <span className="truncate" title={output}>
                {output}
              </span>
              <Way index={index} title={output} connectable={editable} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function Way(props: { index: number; title: string; connectable: boolean; atHead?: boolean }) {
  return (
    <Handle
      id={`out-${props.index}`}
      type="source"
      position={Position.Right}
      isConnectable={props.connectable}
      className={props.atHead ? classes.headHandle : undefined}
      title={props.title}
    />
  );
}

/** Tasks that are kept in the stage, by reason. */
function Marks({ marks, cut }: { marks: MarkCounts | undefined; cut: boolean }) {
  const entries = Object.entries(marks ?? {});
  return entries.length === 0 ? null : (
    <div className={classes.marks}>
      {entries.map(([mark, amount]) => (
        <span
          key={mark}
          className={classes.mark}
          data-soft={mark === 'webhook retrying' || undefined}
        >
          {amount.toLocaleString('en')}
          {cut ? '+' : ''} {mark}
        </span>
      ))}
    </div>
  );
}

/** The judges of a Consensus stage, each to be chosen, and one more to be added. */
function Judges({ data }: { data: StageNodeType['data'] }) {
  return (
    <div className={`nodrag nopan ${classes.judges ?? ''}`}>
      {data.childViews.map(({ stage, judgments }) => (
        <UnstyledButton
          key={stage.id}
          className={classes.judge}
          data-selected={stage.id === data.selectedChild || undefined}
          onClick={(event) => {
            event.stopPropagation();
            data.onSelect(stage.id);
          }}
        >
          <StageIcon type={stage.type} small />
          <span className="truncate" title={stage.name}>
            {stage.name || 'Unnamed'}
          </span>
          <span className={`num ${classes.judgeCount ?? ''}`}>
            {judgments === undefined ? '' : judgments.toLocaleString('en')}
          </span>
        </UnstyledButton>
      ))}
      {data.editable && data.childViews.length < MOST_CHILDREN && (
        <UnstyledButton
          className={classes.addJudge}
          onClick={(event) => {
            event.stopPropagation();
            data.onAddChild();
          }}
        >
          <IconPlus size={12} aria-hidden /> Add judge
        </UnstyledButton>
      )}
    </div>
  );
}
