import { Popover, Text, UnstyledButton } from '@mantine/core';
import type { Stage } from '@/api/types';
import { count } from '@/ui/format';
import type { WorkflowFault } from './faults';
import classes from './Workflow.module.css';

/** How many faults and warnings there are; unfolds to all of them, each leading to its stage. */
export function Problems(props: {
  faults: WorkflowFault[];
  stages: Stage[];
  onSelect: (stageId: string) => void;
}) {
  const { faults, stages } = props;
  const errors = faults.filter((fault) => fault.level === 'error').length;
  const warnings = faults.length - errors;
  if (faults.length === 0) {
    return null;
  }
  const label = [
    ...(errors > 0 ? [count(errors, 'fault')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ].join(', ');
  return (
    <Popover width={380} position="bottom-start" withinPortal>
      <Popover.Target>
        <UnstyledButton
          className={`${classes.problems ?? ''} ${(errors > 0 ? classes.error : classes.warning) ?? ''}`}
        >
          {label}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={6} mah={360} style={{ overflowY: 'auto' }}>
        {faults.map((fault, index) => {
          const stage = stages.find((each) => each.id === fault.stageId);
          const content = (
            <>
              <Text size="sm" fw={500}>
                {stage ? stage.name || 'Unnamed' : 'Workflow'}
              </Text>
              <Text size="xs" className={fault.level === 'error' ? classes.error : classes.warning}>
                {fault.message}
              </Text>
            </>
          );
          return stage ? (
            <UnstyledButton
              key={index}
              className={classes.problem}
              onClick={() => props.onSelect(stage.id)}
            >
              {content}
            </UnstyledButton>
          ) : (
            <div key={index} className={classes.problem}>
              {content}
            </div>
          );
        })}
      </Popover.Dropdown>
    </Popover>
  );
}
