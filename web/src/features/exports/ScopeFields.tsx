import {
  Alert,
  Button,
  Group,
  MultiSelect,
  Select,
  SimpleGrid,
  Text,
  TextInput,
} from '@mantine/core';
import { formatTitle } from '@/api/formats';
import { inWorkflowOrder } from '@/api/stages';
import type { ExportJob, LabelFormat } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { count, exactTime, relativeTime } from '@/ui/format';
import { useNow } from '@/ui/bits';
import { initialChoices } from './choices';
import type { FieldProps } from './FormatFields';

export interface ScopeFieldsProps extends FieldProps {
  /** Finished exports, newest first. */
  earlier: ExportJob[];
  formats: LabelFormat[] | undefined;
}

/** Which tasks. */
export function ScopeFields({ choices, onChange, earlier, formats }: ScopeFieldsProps) {
  const { project } = useCurrentProject();
  const now = useNow();
  return (
    <>
      {choices.tasks.length > 0 && (
        <Alert color="indigo" p="xs" variant="light">
          <Group gap="xs" justify="space-between" wrap="nowrap">
            <Text size="sm">Only {count(choices.tasks.length, 'task')} chosen in the list</Text>
            <Button
              size="xs"
              variant="subtle"
              onClick={() => onChange({ tasks: [], stages: initialChoices(project).stages })}
            >
              Export all instead
            </Button>
          </Group>
        </Alert>
      )}
      <MultiSelect
        label="Stages"
        description="Tasks that are in these stages now"
        placeholder={choices.stages.length === 0 ? 'All stages' : undefined}
        data={inWorkflowOrder(project.stages).map((stage) => ({
          value: stage.id,
          label: stage.name,
        }))}
        value={choices.stages}
        onChange={(stages) => onChange({ stages })}
        clearable
      />
      {project.batches.length > 0 && (
        <MultiSelect
          label="Batches"
          description="Assets in any of these"
          placeholder={choices.batches.length === 0 ? 'All assets' : undefined}
          data={project.batches.map((batch) => ({ value: batch._id, label: batch.name }))}
          value={choices.batches}
          onChange={(batches) => onChange({ batches })}
          clearable
          searchable
        />
      )}
      {earlier.length > 0 && (
        <Select
          label="Only changed since"
          description="Tasks changed after an earlier export, and what was deleted"
          placeholder="Everything"
          data={earlier.map((job) => ({
            value: job._id,
            label: `${formatTitle(job.format ?? job.options?.format, formats)}, ${relativeTime(job.createdAt, now)} (${exactTime(job.createdAt)})`,
          }))}
          value={choices.since}
          onChange={(since) => onChange({ since })}
          clearable
        />
      )}
    </>
  );
}

/** When the tasks were made and last changed. */
export function DateFields({ choices, faults, onChange }: FieldProps) {
  const range = (key: 'created' | 'updated', label: string) => {
    const value = choices[key];
    return (
      <SimpleGrid cols={2} spacing="xs">
        <TextInput
          type="datetime-local"
          label={`${label} after`}
          value={value.from}
          max={value.to || undefined}
          onChange={(event) => onChange({ [key]: { ...value, from: event.currentTarget.value } })}
        />
        <TextInput
          type="datetime-local"
          label={`${label} before`}
          value={value.to}
          min={value.from || undefined}
          error={faults[key]}
          onChange={(event) => onChange({ [key]: { ...value, to: event.currentTarget.value } })}
        />
      </SimpleGrid>
    );
  };
  return (
    <>
      {range('created', 'Created')}
      {range('updated', 'Updated')}
    </>
  );
}
