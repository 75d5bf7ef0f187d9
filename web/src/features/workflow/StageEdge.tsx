import {
  BaseEdge,
  getSmoothStepPath,
  useInternalNode,
  type Edge,
  type EdgeProps,
} from '@xyflow/react';

/** Room between a way back and the stages it passes under. */
const CLEARANCE = 36;
const RADIUS = 10;

export type StageEdgeType = Edge<{ lane: number }, 'stage'>;

/** A way between stages; one that leads back runs below the stages instead of through them. */
export function StageEdge(props: EdgeProps<StageEdgeType>) {
  const { sourceX, sourceY, targetX, targetY, source, target, data } = props;
  const from = useInternalNode(source);
  const to = useInternalNode(target);
  const forward = targetX >= sourceX + 20;
  let path: string;
  if (forward || !from || !to) {
    [path] = getSmoothStepPath({ ...props, borderRadius: RADIUS });
  } else {
    const bottom = Math.max(
      from.internals.positionAbsolute.y + (from.measured.height ?? 0),
      to.internals.positionAbsolute.y + (to.measured.height ?? 0),
    );
    const y = bottom + CLEARANCE + (data?.lane ?? 0) * 14;
    const right = sourceX + 24;
    const left = targetX - 24;
    const r = RADIUS;
    path = [
      `M ${sourceX} ${sourceY} H ${right - r} q ${r} 0 ${r} ${r}`,
      `V ${y - r} q 0 ${r} ${-r} ${r}`,
      `H ${left + r} q ${-r} 0 ${-r} ${-r}`,
      `V ${targetY + r} q 0 ${-r} ${r} ${-r} H ${targetX}`,
    ].join(' ');
  }
  return (
    <BaseEdge
      id={props.id}
      path={path}
      markerEnd={props.markerEnd}
      style={props.style}
      interactionWidth={18}
    />
  );
}
