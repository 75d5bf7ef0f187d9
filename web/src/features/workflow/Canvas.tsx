import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import {
  Background,
  Controls,
  MarkerType,
  MiniMap,
  ReactFlow,
  useReactFlow,
  type Connection,
  type NodeChange,
} from '@xyflow/react';
import { useEffect, useMemo, useRef, useState, type DragEvent, type RefObject } from 'react';
import type { Stage } from '@/api/types';
import { stageColor } from '@/ui/StageBar';
import { addChild, childrenOf } from './consensus';
import { faultsAt } from './faults';
import { NODE_WIDTH, positionOf } from './layout';
import {
  connect,
  drawnStages,
  makeStage,
  outputsOf,
  patchStage,
  removeStages,
  targetOf,
} from './model';
import { StageEdge, type StageEdgeType } from './StageEdge';
import type { StageMenuActions } from './StageMenu';
import { StageNode, type StageNodeType } from './StageNode';
import type { StageNumbers } from './useStageNumbers';
import { useOutputNames } from './useOutputNames';
import type { WorkflowEditor } from './useWorkflowEditor';
import classes from './Workflow.module.css';

const NODE_TYPES = { stage: StageNode };
const EDGE_TYPES = { stage: StageEdge };
/** Width of the settings panel, which covers the right of the canvas. */
export const PANEL_WIDTH = 340;
/** How the whole workflow is brought into view. */
export const FIT = { padding: 0.08, maxZoom: 1 };
/** Type of the stage dragged out of the palette. */
export const STAGE_MIME = 'application/x-kalem-stage';

/** Ways that are drawn with dashes: the work was not accepted, or no rule matched. */
const LESSER = ['Rejected', 'Disagreement', 'Else'];

export interface CanvasProps {
  editor: WorkflowEditor;
  editable: boolean;
  numbers: StageNumbers;
  selected: string | undefined;
  onSelect: (stageId: string | undefined) => void;
  menuOf: (stage: Stage) => StageMenuActions;
}

const outputIndex = (handle: string | null | undefined) =>
  Number((handle ?? 'out-0').replace('out-', ''));

/**
 * Fits the whole workflow into the canvas whenever its size changes, until the user moves the view
 * by hand; returns what to call then.
 */
function useRefit(canvas: RefObject<HTMLDivElement | null>): () => void {
  const { fitView } = useReactFlow();
  const moved = useRef(false);
  useEffect(() => {
    const box = canvas.current;
    if (!box) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      if (!moved.current) {
        void fitView(FIT);
      }
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [canvas, fitView]);
  return () => {
    moved.current = true;
  };
}

/** The graph of stages. */
export function Canvas({ editor, editable, numbers, selected, onSelect, menuOf }: CanvasProps) {
  const { stages, faults } = editor;
  const outputNames = useOutputNames(stages);
  const { screenToFlowPosition, setCenter, getZoom } = useReactFlow();
  const canvas = useRef<HTMLDivElement>(null);
  const stopRefitting = useRefit(canvas);
  const scheme = useComputedColorScheme('light');
  const [moving, setMoving] = useState<Record<string, { x: number; y: number }>>({});
  const [measured, setMeasured] = useState<Record<string, { width: number; height: number }>>({});
  const [chosenEdge, setChosenEdge] = useState<string>();

  const chosen = stages.find((stage) => stage.id === selected);
  const nodes: StageNodeType[] = drawnStages(stages).map((stage, index) => ({
    id: stage.id,
    type: 'stage',
    position: moving[stage.id] ?? positionOf(stage, index),
    measured: measured[stage.id],
    selected: stage.id === (chosen?.consensusId ?? selected),
    deletable: false,
    ariaLabel: `${stage.type} stage ${stage.name}`,
    data: {
      stage,
      tasks: numbers.tasks(stage.id),
      totals: stage.type === 'Start' ? numbers.totals : undefined,
      marks: numbers.marks[stage.id],
      marksCut: numbers.marksCut,
      faults: faultsAt(faults, stages, stage),
      outputs: outputNames(stage),
      childViews: childrenOf(stages, stage.id).map((child) => ({
        stage: child,
        judgments: numbers.judgments[child.id],
      })),
      selectedChild: chosen?.consensusId ? chosen.id : undefined,
      editable,
      onSelect,
      onAddChild: () => {
        const next = addChild(stages, stage, 'Label');
        editor.change(next);
        onSelect(next.at(-1)?.id);
      },
      menu: menuOf(stage),
    },
  }));

  const edges = useMemo<StageEdgeType[]>(
    () =>
      drawnStages(stages).flatMap((stage, lane) =>
        outputsOf(stage).flatMap((output, index) => {
          const target = targetOf(stage, index);
          return target
            ? [
                {
                  id: `${stage.id}:${index}`,
                  source: stage.id,
                  sourceHandle: `out-${index}`,
                  target,
                  selected: chosenEdge === `${stage.id}:${index}`,
                  ariaLabel: `From ${stage.name}, ${output}`,
                  markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
                  className: LESSER.includes(output) ? classes.rejected : undefined,
                  type: 'stage' as const,
                  data: { lane },
                  reconnectable: editable,
                },
              ]
            : [];
        }),
      ),
    [stages, chosenEdge, editable],
  );

  /** Brings a stage out from under the settings panel. */
  const reveal = (id: string) => {
    const node = nodes.find((each) => each.id === id);
    const box = canvas.current?.getBoundingClientRect();
    if (!node || !box) {
      return;
    }
    const zoom = getZoom();
    const limit = screenToFlowPosition({ x: box.right - PANEL_WIDTH, y: box.top }).x;
    if (node.position.x + NODE_WIDTH > limit) {
      void setCenter(
        node.position.x + NODE_WIDTH / 2 + PANEL_WIDTH / 2 / zoom,
        node.position.y + 40,
        { zoom, duration: 120 },
      );
    }
  };

  const onNodesChange = (changes: NodeChange<StageNodeType>[]) => {
    for (const change of changes) {
      if (change.type === 'position' && change.position) {
        const { id, position } = change;
        if (change.dragging) {
          setMoving((current) => ({ ...current, [id]: position }));
        } else {
          setMoving({});
          editor.change(
            patchStage(stages, id, {
              position: { x: Math.round(position.x), y: Math.round(position.y) },
            }),
          );
        }
      } else if (change.type === 'dimensions' && change.dimensions) {
        const { id, dimensions } = change;
        setMeasured((current) => ({ ...current, [id]: dimensions }));
      } else if (change.type === 'select' && change.selected) {
        onSelect(change.id);
        reveal(change.id);
      }
    }
  };

  const onConnect = ({ source, sourceHandle, target }: Connection) =>
    editor.change(connect(stages, source, outputIndex(sourceHandle), target));

  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(STAGE_MIME);
    if (type) {
      event.preventDefault();
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const stage = makeStage(stages, type, {
        x: Math.round(x - NODE_WIDTH / 2),
        y: Math.round(y - 32),
      });
      editor.change([...stages, stage]);
      onSelect(stage.id);
    }
  };

  return (
    <ReactFlow<StageNodeType, StageEdgeType>
      ref={canvas}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      colorMode={scheme}
      onNodesChange={onNodesChange}
      onMoveStart={(event) => event && stopRefitting()}
      onConnect={onConnect}
      onReconnect={(edge, connection) => {
        const cut = connect(stages, edge.source, outputIndex(edge.sourceHandle), null);
        editor.change(
          connect(cut, connection.source, outputIndex(connection.sourceHandle), connection.target),
        );
      }}
      onEdgeClick={(_, edge) => setChosenEdge(edge.id)}
      onPaneClick={() => {
        onSelect(undefined);
        setChosenEdge(undefined);
      }}
      onKeyDown={(event) => {
        const typed = event.target instanceof HTMLElement && event.target.closest('[role="menu"]');
        if (!editable || typed || (event.key !== 'Delete' && event.key !== 'Backspace')) {
          return;
        }
        const edge = edges.find((each) => each.id === chosenEdge);
        if (edge) {
          editor.change(connect(stages, edge.source, outputIndex(edge.sourceHandle), null));
          setChosenEdge(undefined);
        } else if (selected) {
          editor.change(removeStages(stages, [selected]));
          onSelect(undefined);
        }
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(STAGE_MIME)) {
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
        }
      }}
      onDrop={onDrop}
      nodesDraggable={editable}
      nodesConnectable={editable}
      deleteKeyCode={null}
      fitView
      fitViewOptions={FIT}
      minZoom={0.2}
      maxZoom={1.6}
      snapToGrid
      snapGrid={[10, 10]}
      proOptions={{ hideAttribution: true }}
    >
      <Background gap={20} size={1} />
      <Controls showInteractive={false} />
      <MiniMap
        position="bottom-left"
        className={classes.map}
        pannable
        zoomable
        ariaLabel="Map of the workflow"
        nodeColor={(node: StageNodeType) => stageColor(node.data.stage.type)}
        nodeBorderRadius={8}
      />
    </ReactFlow>
  );
}
