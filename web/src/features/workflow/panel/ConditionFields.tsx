import {
  Code,
  Group,
  MultiSelect,
  NativeSelect,
  Select,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import type { Stage } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { classChoices } from '../classes';
import {
  comparisonOf,
  OPERATORS,
  toPercent,
  toShare,
  type Comparison,
  type Condition,
} from '../logic';
import classes from '../Workflow.module.css';
import { ClassRows } from './ClassRows';
import { NumberField } from './NumberField';

export interface ConditionFieldsProps {
  condition: Condition;
  stages: Stage[];
  onChange: (condition: Condition) => void;
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The inputs that fit a condition; one that is not understood is shown as it is and kept. */
export function ConditionFields({ condition, stages, onChange }: ConditionFieldsProps) {
  const { project } = useCurrentProject();
  const set = (value: unknown) => onChange({ ...condition, value });
  const compared = comparisonOf(condition);
  const compare = (changes: Partial<Comparison>) => set({ ...compared, ...changes });
  const several = (label: string, data: { value: string; label: string }[]) => {
    const chosen = texts(condition.value);
    return (
      <MultiSelect
        aria-label={label}
        placeholder={chosen.length === 0 ? label : undefined}
        data={[
          ...data,
          ...chosen
            .filter((value) => !data.some((each) => each.value === value))
            .map((value) => ({ value, label: `${value} (gone)` })),
        ]}
        value={chosen}
        onChange={set}
        searchable
      />
    );
  };
  switch (condition.type) {
    case 'AnnotationType':
      return <ClassRows value={condition.value} onChange={set} />;
    case 'Annotator':
      return several(
        'Any of these people',
        project.assignedTo.map((member) => ({
          value: member.assignee,
          label: member.name ?? member.assignee,
        })),
      );
    case 'Batch':
      return several(
        'Any of these batches',
        project.batches.map((batch) => ({ value: batch._id, label: batch.name })),
      );
    case 'ReviewStatus':
      return several(
        'Any of these results',
        ['Accepted', 'Rejected', 'Fixed', 'Todo'].map((value) => ({ value, label: value })),
      );
    case 'RandomSample':
      return (
        <NumberField
          aria-label="Share of tasks"
          value={toPercent(condition.value)}
          min={0}
          max={100}
          fractions
          suffix=" % of tasks"
          onChange={(percent) => set(toShare(percent ?? 0))}
        />
      );
    case 'Duration':
      return <DurationRange value={condition.value} onChange={set} />;
    case 'Consensus':
      return (
        <>
          <Select
            aria-label="Score of"
            data={classChoices(project.categorySchema).map((each) => ({
              value: each.id,
              label: each.title,
            }))}
            value={typeof compared.schemaId === 'string' ? compared.schemaId : null}
            placeholder="Average of the task"
            onChange={(schemaId) => compare({ schemaId: schemaId ?? undefined })}
            clearable
            searchable
            mb={6}
          />
          <Compare value={compared} onChange={compare} suffix=" %" max={100} />
        </>
      );
    case 'Benchmark':
      return <Compare value={compared} onChange={compare} suffix=" %" max={100} />;
    case 'Skipped':
    case 'Priority':
      return (
        <Compare
          value={compared}
          onChange={compare}
          min={condition.type === 'Priority' ? -1000 : 0}
        />
      );
    case 'Issues':
      return (
        <>
          <Compare value={compared} onChange={compare} min={0} />
          <TagsInput
            mt={6}
            aria-label="Error codes"
            placeholder="Any error code"
            value={texts(compared.errorCodes)}
            onChange={(errorCodes) =>
              compare({ errorCodes: errorCodes.length > 0 ? errorCodes : undefined })
            }
          />
        </>
      );
    case 'VisitCount':
      return (
        <>
          <NativeSelect
            aria-label="Stage whose visits count"
            data={[
              { value: '', label: 'Choose a stage' },
              ...stages.map((each) => ({ value: each.id, label: each.name || 'Unnamed' })),
            ]}
            value={typeof compared.stageId === 'string' ? compared.stageId : ''}
            onChange={(event) => compare({ stageId: event.currentTarget.value })}
            mb={6}
          />
          <Compare value={compared} onChange={compare} min={0} suffix=" times" />
        </>
      );
    case 'Metadata':
      return (
        <>
          <TextInput
            aria-label="Path in the metadata"
            placeholder="camera.position"
            value={typeof compared.path === 'string' ? compared.path : ''}
            onChange={(event) => compare({ path: event.currentTarget.value })}
            mb={6}
          />
          <CompareText value={compared} onChange={compare} numbers />
        </>
      );
    case 'ExternalId':
      return <CompareText value={compared} onChange={compare} />;
    default:
      return (
        <>
          <Text size="xs" className={classes.warning} mb={4}>
            This condition is not understood and never matches. It is kept as it is.
          </Text>
          <Code block>{JSON.stringify(condition.value)}</Code>
        </>
      );
  }
}

/** A number with how it is compared. */
function Compare(props: {
  value: Comparison;
  onChange: (changes: Partial<Comparison>) => void;
  suffix?: string;
  min?: number;
  max?: number;
}) {
  const { value, onChange } = props;
  return (
    <Group gap={6} wrap="nowrap">
      <NativeSelect
        aria-label="Comparison"
        data={Object.entries(OPERATORS).map(([op, label]) => ({ value: op, label }))}
        value={value.op}
        onChange={(event) => onChange({ op: event.currentTarget.value })}
        w={120}
      />
      <NumberField
        aria-label="Number"
        value={typeof value.value === 'number' ? value.value : undefined}
        min={props.min ?? 0}
        max={props.max}
        fractions
        suffix={props.suffix}
        onChange={(number) => onChange({ value: number ?? 0 })}
      />
    </Group>
  );
}

const TEXT_OPERATORS = {
  $eq: 'is',
  $ne: 'is not',
  $regex: 'matches',
  $in: 'is one of',
  $nin: 'is none of',
};

/** A text with how it is compared; numbers and truth values are read as such where they may stand. */
function CompareText(props: {
  value: Comparison;
  onChange: (changes: Partial<Comparison>) => void;
  numbers?: boolean;
}) {
  const { value, onChange, numbers = false } = props;
  const isList = value.op === '$in' || value.op === '$nin';
  const operators = numbers
    ? { ...OPERATORS, ...TEXT_OPERATORS, $exists: 'exists' }
    : TEXT_OPERATORS;
  const change = (op: string) => {
    const [first] = texts(value.value);
    const single = Array.isArray(value.value) ? (first ?? '') : value.value;
    const listed = texts(Array.isArray(value.value) ? value.value : [value.value ?? '']).filter(
      Boolean,
    );
    onChange({
      op,
      value:
        op === '$exists'
          ? true
          : op === '$in' || op === '$nin'
            ? listed
            : single === true
              ? ''
              : single,
    });
  };
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <NativeSelect
        aria-label="Comparison"
        data={Object.entries(operators).map(([op, label]) => ({ value: op, label }))}
        value={value.op}
        onChange={(event) => change(event.currentTarget.value)}
        w={120}
      />
      {value.op === '$exists' ? (
        <NativeSelect
          aria-label="Whether it exists"
          data={[
            { value: 'true', label: 'yes' },
            { value: 'false', label: 'no' },
          ]}
          value={String(value.value)}
          onChange={(event) => onChange({ value: event.currentTarget.value === 'true' })}
        />
      ) : isList ? (
        <TagsInput
          aria-label="Values"
          flex={1}
          value={texts(value.value)}
          onChange={(list) => onChange({ value: list })}
        />
      ) : (
        <TextInput
          aria-label="Value"
          flex={1}
          value={asText(value.value)}
          onChange={(event) =>
            onChange({
              value:
                numbers && value.op !== '$regex'
                  ? typed(event.currentTarget.value)
                  : event.currentTarget.value,
            })
          }
        />
      )}
    </Group>
  );
}

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';

/** What somebody typed, as number or truth value where it reads the same way back. */
function typed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') {
    return text === 'true';
  }
  return text !== '' && String(Number(text)) === text ? Number(text) : text;
}

const SECOND = 1000;

/** Active time from, up to but without, in seconds; each may be left open. */
function DurationRange({
  value,
  onChange,
}: {
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const [from, to] = Array.isArray(value) ? (value as (number | null)[]) : [];
  const field = (
    label: string,
    bound: number | null | undefined,
    set: (ms: number | null) => unknown,
  ) => (
    <NumberField
      label={label}
      placeholder="open"
      value={typeof bound === 'number' ? bound / SECOND : undefined}
      min={0}
      fractions
      suffix=" s"
      onChange={(seconds) =>
        onChange(set(seconds === undefined ? null : Math.round(seconds * SECOND)))
      }
    />
  );
  return (
    <Group gap={6} wrap="nowrap" grow>
      {field('From', from, (ms) => [ms, to ?? null])}
      {field('Below', to, (ms) => [from ?? null, ms])}
    </Group>
  );
}
