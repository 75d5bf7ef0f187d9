import { Button, Text } from '@mantine/core';
import { useCurrentProject } from '@/features/project';
import { FilterChip, OptionFilter } from '@/ui/FilterChip';
import { SearchInput } from '@/ui/SearchInput';
import { listParam, useSearchState } from '@/ui/useSearchState';
import { codeKey, FILTER_KEYS, NO_CODE } from './filters';

const STATUSES = [
  { value: 'Open', label: 'Open' },
  { value: 'Resolved', label: 'Resolved' },
  { value: 'Closed', label: 'Closed' },
];

/** The filters of the issues as chips; they live in the address. */
export function IssueFilters({ codes }: { codes: string[] }) {
  const { project } = useCurrentProject();
  const { params, patch } = useSearchState();
  const task = params.get('task');
  const isSet = FILTER_KEYS.some((key) => params.get(key));
  return (
    <>
      <SearchInput
        label="Find by content"
        placeholder="Content contains"
        value={params.get('text') ?? ''}
        onSearch={(text) => patch({ text }, true)}
      />
      <OptionFilter
        label="Status"
        options={STATUSES}
        value={listParam(params, 'status')}
        onChange={(status) => patch({ status })}
      />
      <OptionFilter
        label="Error code"
        options={[
          { value: NO_CODE, label: 'No code' },
          ...codes.map((code) => ({ value: codeKey(code), label: code })),
        ]}
        value={listParam(params, 'code')}
        onChange={(code) => patch({ code })}
      />
      <OptionFilter
        label="Member"
        options={project.assignedTo.map((member) => ({
          value: member.assignee,
          label: member.name ?? member.assignee,
        }))}
        value={listParam(params, 'member')}
        onChange={(member) => patch({ member })}
      />
      {task && (
        <FilterChip label="Task" summary={task} onClear={() => patch({ task: undefined })}>
          <Text size="xs">Only the issues of this task are shown.</Text>
        </FilterChip>
      )}
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
