import { Button, Group, NativeSelect, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { inWorkflowOrder } from '@/api/stages';
import { useCurrentProject } from '@/features/project';
import { FilterChip, OptionFilter } from '@/ui/FilterChip';
import { SearchInput } from '@/ui/SearchInput';
import { StageDot } from '@/ui/StageBar';
import { listParam, useSearchState, type SearchPatch } from '@/ui/useSearchState';
import { FILTER_KEYS, UNASSIGNED } from './filters';
import { MARKS } from './marks';

const REVIEWS = [
  { value: 'Accepted', label: 'Accepted' },
  { value: 'Rejected', label: 'Rejected' },
  { value: 'Fixed', label: 'Accepted with edits' },
  { value: 'Todo', label: 'Not reviewed' },
];

/** The filters of the task list as chips; they live in the address. */
export function TaskFilters() {
  const { project } = useCurrentProject();
  const { params, patch } = useSearchState();
  const isSet = FILTER_KEYS.some((key) => params.get(key));
  const from = params.get('from') ?? '';
  const to = params.get('to') ?? '';

  return (
    <>
      <SearchInput
        label="Find by external id"
        placeholder="External id contains"
        value={params.get('externalId') ?? ''}
        onSearch={(value) => patch({ externalId: value }, true)}
      />
      <OptionFilter
        label="Stage"
        options={inWorkflowOrder(project.stages).map((stage) => ({
          value: stage.id,
          label: stage.name,
          mark: <StageDot type={stage.type} />,
        }))}
        value={listParam(params, 'stage')}
        onChange={(stage) => patch({ stage })}
      />
      <OptionFilter
        label="Assignee"
        options={[
          { value: UNASSIGNED, label: 'Unassigned' },
          ...project.assignedTo.map((member) => ({
            value: member.assignee,
            label: member.name ?? member.assignee,
          })),
        ]}
        value={listParam(params, 'assignee')}
        onChange={(assignee) => {
          // Absence and names exclude each other in the server's filter: the newer choice wins.
          const newest = assignee[assignee.length - 1];
          patch({
            assignee:
              newest === UNASSIGNED ? [UNASSIGNED] : assignee.filter((each) => each !== UNASSIGNED),
          });
        }}
      />
      {project.batches.length > 0 && (
        <OptionFilter
          label="Batch"
          options={project.batches.map((batch) => ({ value: batch._id, label: batch.name }))}
          value={listParam(params, 'batch')}
          onChange={(batch) => patch({ batch })}
        />
      )}
      <OptionFilter
        label="Review"
        options={REVIEWS}
        value={listParam(params, 'review')}
        onChange={(review) => patch({ review })}
      />
      <YesNoFilter
        label="Draft"
        value={params.get('draft')}
        onChange={(draft) => patch({ draft })}
      />
      <YesNoFilter
        label="Skipped"
        value={params.get('skipped')}
        onChange={(skipped) => patch({ skipped })}
      />
      <OptionFilter
        label="Mark"
        options={[...MARKS]}
        value={listParam(params, 'mark')}
        onChange={(mark) => patch({ mark })}
      />
      <YesNoFilter
        label="Benchmark"
        value={params.get('benchmark')}
        onChange={(benchmark) => patch({ benchmark })}
      />
      <FilterChip
        label="Created"
        summary={from || to ? `${from || '…'} to ${to || '…'}` : undefined}
        onClear={() => patch({ from: undefined, to: undefined })}
      >
        <Stack gap="xs">
          <TextInput
            type="date"
            size="xs"
            label="From"
            value={from}
            max={to || undefined}
            onChange={(event) => patch({ from: event.currentTarget.value }, true)}
          />
          <TextInput
            type="date"
            size="xs"
            label="Through"
            value={to}
            min={from || undefined}
            onChange={(event) => patch({ to: event.currentTarget.value }, true)}
          />
        </Stack>
      </FilterChip>
      <PriorityFilter value={params.get('priority')} patch={patch} />
      {isSet && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() => patch(Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined])))}
        >
          Clear filters
        </Button>
      )}
    </>
  );
}

function YesNoFilter(props: {
  label: string;
  value: string | null;
  onChange: (value: string | undefined) => void;
}) {
  const { label, value, onChange } = props;
  return (
    <FilterChip
      label={label}
      summary={value ?? undefined}
      onClear={() => onChange(undefined)}
      width={160}
    >
      <Radio.Group value={value ?? ''} onChange={onChange} aria-label={label}>
        <Stack gap="xs" p={4}>
          <Radio size="xs" value="yes" label="Yes" />
          <Radio size="xs" value="no" label="No" />
        </Stack>
      </Radio.Group>
    </FilterChip>
  );
}

const COMPARISONS = [
  { value: 'gte', label: 'at least' },
  { value: 'lte', label: 'at most' },
  { value: 'eq', label: 'exactly' },
];

function PriorityFilter(props: { value: string | null; patch: (changes: SearchPatch) => void }) {
  const match = /^(gte|lte|eq)(-?\d+)$/.exec(props.value ?? '');
  const [comparison, setComparison] = useState(match?.[1] ?? 'gte');
  const amount = match ? Number(match[2]) : '';
  const set = (kind: string, value: string | number) =>
    props.patch({ priority: value === '' ? undefined : `${kind}${value}` });
  const words = COMPARISONS.find((each) => each.value === match?.[1])?.label;
  return (
    <FilterChip
      label="Priority"
      summary={match ? `${words ?? ''} ${match[2] ?? ''}` : undefined}
      onClear={() => props.patch({ priority: undefined })}
    >
      <Group gap="xs" wrap="nowrap">
        <NativeSelect
          size="xs"
          aria-label="Comparison"
          data={COMPARISONS}
          value={comparison}
          onChange={(event) => {
            setComparison(event.currentTarget.value);
            set(event.currentTarget.value, amount);
          }}
        />
        <NumberInput
          size="xs"
          aria-label="Priority"
          min={-1000}
          max={1000}
          allowDecimal={false}
          value={amount}
          onChange={(value) => set(comparison, value)}
        />
      </Group>
    </FilterChip>
  );
}
