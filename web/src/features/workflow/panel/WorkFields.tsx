import { Collapse, MultiSelect, NativeSelect, Stack, Switch, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { may } from '@/api/rights';
import type { Stage } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import classes from '../Workflow.module.css';
import { NumberField } from './NumberField';
import type { FieldsProps } from './StagePanel';

const ORDERS = [
  { value: 'priority', label: 'Priority first' },
  { value: 'fifo', label: 'Oldest first' },
  { value: 'lifo', label: 'Newest first' },
  { value: 'random', label: 'Random' },
];

const number = (value: unknown) => (typeof value === 'number' ? value : undefined);

/** Who works in a Label or Review stage, and how they get their tasks. */
export function WorkFields({ stage, stages, patch, disabled }: FieldsProps) {
  const { project } = useCurrentProject();
  const isReview = stage.type === 'Review';
  const eligible = project.assignedTo.filter((member) => !isReview || may(member.role, 'review'));
  const assigned = stage.assignedTo ?? [];
  const people = [
    ...eligible.map((member) => ({
      value: member.assignee,
      label: member.name ?? member.assignee,
    })),
    ...assigned
      .filter((email) => !eligible.some((member) => member.assignee === email))
      .map((email) => ({ value: email, label: `${email} (may not work here)` })),
  ];
  return (
    <>
      <MultiSelect
        label="Only for"
        description={isReview ? 'Nobody chosen = every reviewer' : 'Nobody chosen = every member'}
        placeholder={assigned.length === 0 ? 'Everybody' : undefined}
        data={people}
        value={assigned}
        onChange={(value) => patch({ assignedTo: value })}
        searchable
        clearable
        disabled={disabled}
      />
      {isReview && (
        <>
          <Switch
            label="Read only"
            description="Reviewers accept or reject, but do not change labels"
            checked={stage.readOnly ?? false}
            onChange={(event) => patch({ readOnly: event.currentTarget.checked })}
          />
          <NumberField
            label="Share that is reviewed"
            description="The rest passes as accepted, untouched"
            value={number(stage.sampling) ?? 100}
            min={0}
            max={100}
            suffix=" %"
            onChange={(sampling) => patch({ sampling })}
          />
          <Switch
            label="Rejecting needs an issue"
            description="Reviewers say what is wrong"
            checked={stage.requireIssueOnReject === true}
            onChange={(event) => patch({ requireIssueOnReject: event.currentTarget.checked })}
          />
        </>
      )}
      <QueueFields stage={stage} stages={stages} patch={patch} disabled={disabled} />
    </>
  );
}

function QueueFields({ stage, stages, patch, disabled }: FieldsProps) {
  const [open, { toggle }] = useDisclosure(hasQueueSettings(stage));
  const others = stages.filter(
    (each) => each.id !== stage.id && (each.type === 'Label' || each.type === 'Review'),
  );
  return (
    <div>
      <UnstyledButton className={classes.fold} onClick={toggle} aria-expanded={open}>
        {open ? (
          <IconChevronDown size={14} aria-hidden />
        ) : (
          <IconChevronRight size={14} aria-hidden />
        )}
        Queue
      </UnstyledButton>
      <Collapse expanded={open}>
        <Stack gap="md" pt="sm">
          <NativeSelect
            label="Order"
            data={ORDERS}
            value={typeof stage.queueOrder === 'string' ? stage.queueOrder : 'priority'}
            onChange={(event) => patch({ queueOrder: event.currentTarget.value })}
          />
          <MultiSelect
            label="Not for those who worked in"
            description={
              stage.type === 'Review' ? 'Nobody reviews their own labels in any case' : undefined
            }
            data={others.map((each) => ({ value: each.id, label: each.name || 'Unnamed' }))}
            value={(Array.isArray(stage.excludePreviousAssignees)
              ? (stage.excludePreviousAssignees as string[])
              : []
            ).filter((id) => others.some((each) => each.id === id))}
            onChange={(value) => patch({ excludePreviousAssignees: value })}
            clearable
            disabled={disabled}
          />
          <NumberField
            label="Most open tasks per person"
            placeholder="No limit"
            value={number(stage.maxAssignedPerUser)}
            min={1}
            onChange={(maxAssignedPerUser) => patch({ maxAssignedPerUser })}
          />
          <NumberField
            label="Release untouched tasks after"
            description="0 = never"
            placeholder="As everywhere"
            value={number(stage.lockMinutes)}
            min={0}
            suffix=" min"
            onChange={(lockMinutes) => patch({ lockMinutes })}
          />
        </Stack>
      </Collapse>
    </div>
  );
}

function hasQueueSettings(stage: Stage): boolean {
  return [
    stage.queueOrder,
    stage.maxAssignedPerUser,
    stage.lockMinutes,
    stage.excludePreviousAssignees,
  ].some((value) => value !== undefined && value !== null);
}
