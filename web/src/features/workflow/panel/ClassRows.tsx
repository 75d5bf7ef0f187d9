import {
  ActionIcon,
  Code,
  Group,
  MultiSelect,
  NativeSelect,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useCurrentProject } from '@/features/project';
import { classChoices, type ClassChoice } from '../classes';
import { classRowsOf, OPERATORS, withClassRows, type ClassRow } from '../logic';
import classes from '../Workflow.module.css';
import { NumberField } from './NumberField';

const KINDS = [
  { value: 'exists', label: 'is there' },
  { value: 'notExists', label: 'is not there' },
  { value: 'count', label: 'count' },
  { value: 'answer', label: 'answer' },
];

const ANSWER_OPERATORS = {
  $eq: 'is',
  $ne: 'is not',
  $in: 'is one of',
  $nin: 'is none of',
  $regex: 'matches',
  $exists: 'is given',
};

interface Asked {
  kind: string;
  op: string;
  wanted: unknown;
}

/** What a filter asks; undefined when it is more than these inputs can show. */
function askedBy(filter: unknown): Asked | undefined {
  if (filter === 'exists' || filter === 'notExists') {
    return { kind: filter, op: '', wanted: undefined };
  }
  const entries = typeof filter === 'object' && filter !== null ? Object.entries(filter) : [];
  const [kind, comparison] = entries.length === 1 ? (entries[0] as [string, unknown]) : ['', null];
  const operators =
    typeof comparison === 'object' && comparison !== null ? Object.entries(comparison) : [];
  const [first] = operators;
  return (kind === 'count' || kind === 'answer') && operators.length === 1 && first
    ? { kind, op: first[0], wanted: first[1] }
    : undefined;
}

function newFilter(kind: string, choice: ClassChoice | undefined): unknown {
  return kind === 'count'
    ? { count: { $gte: 1 } }
    : kind === 'answer'
      ? { answer: { $eq: choice?.answers[0] ?? '' } }
      : kind;
}

/** What is asked of classes: all rows must hold. */
export function ClassRows({
  value,
  onChange,
}: {
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const { project } = useCurrentProject();
  const choices = classChoices(project.categorySchema);
  const rows = classRowsOf(value);
  const set = (changed: ClassRow[]) => onChange(withClassRows(value, changed));
  const pick = (schemaId: string | null): ClassRow | undefined => {
    const choice = choices.find((each) => each.id === schemaId);
    return choice && { part: choice.part, schemaId: choice.id, filter: 'exists' };
  };
  return (
    <Stack gap={8}>
      {rows.map((row, index) => (
        <RowFields
          key={index}
          row={row}
          choice={choices.find((each) => each.id === row.schemaId)}
          onChange={(changed) => set(rows.map((each, at) => (at === index ? changed : each)))}
          onRemove={() => set(rows.filter((_, at) => at !== index))}
        />
      ))}
      <Select
        aria-label="Add a class"
        placeholder="Add a class or question"
        data={choices.map((choice) => ({ value: choice.id, label: choice.title }))}
        value={null}
        nothingFoundMessage="No class of this name"
        searchable
        onChange={(schemaId) => {
          const row = pick(schemaId);
          if (row) {
            set([...rows, row]);
          }
        }}
      />
    </Stack>
  );
}

function RowFields(props: {
  row: ClassRow;
  choice: ClassChoice | undefined;
  onChange: (row: ClassRow) => void;
  onRemove: () => void;
}) {
  const { row, choice, onChange } = props;
  const asked = askedBy(row.filter);
  const title = choice?.title ?? `A class that is gone (${row.schemaId})`;
  return (
    <div role="group" aria-label={title}>
      <Group gap={4} wrap="nowrap" justify="space-between" mb={4}>
        <span className={`truncate ${choice ? '' : (classes.warning ?? '')}`} title={title}>
          {title}
        </span>
        <ActionIcon
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={`Remove ${title}`}
          onClick={props.onRemove}
        >
          <IconTrash size={12} />
        </ActionIcon>
      </Group>
      {asked ? (
        <Group gap={6} wrap="nowrap" align="flex-start">
          <NativeSelect
            aria-label={`What is asked of ${title}`}
            data={KINDS}
            value={asked.kind}
            w={104}
            onChange={(event) =>
              onChange({ ...row, filter: newFilter(event.currentTarget.value, choice) })
            }
          />
          {(asked.kind === 'count' || asked.kind === 'answer') && (
            <Wanted
              asked={asked}
              answers={choice?.answers ?? []}
              onChange={(op, wanted) =>
                onChange({ ...row, filter: { [asked.kind]: { [op]: wanted } } })
              }
            />
          )}
        </Group>
      ) : (
        <Code block>{JSON.stringify(row.filter)}</Code>
      )}
    </div>
  );
}

function Wanted(props: {
  asked: Asked;
  answers: string[];
  onChange: (op: string, wanted: unknown) => void;
}) {
  const { asked, answers, onChange } = props;
  const operators = asked.kind === 'count' ? OPERATORS : ANSWER_OPERATORS;
  const list = Array.isArray(asked.wanted) ? asked.wanted.map(String) : [];
  const single = Array.isArray(asked.wanted) ? (list[0] ?? '') : asked.wanted;
  const change = (op: string) =>
    onChange(
      op,
      asked.kind === 'count'
        ? asked.wanted
        : op === '$exists'
          ? true
          : op === '$in' || op === '$nin'
            ? list.length > 0 || typeof single !== 'string' || single === ''
              ? list
              : [single]
            : typeof single === 'boolean'
              ? (answers[0] ?? '')
              : single,
    );
  return (
    <Stack gap={6} flex={1}>
      <NativeSelect
        aria-label="Comparison"
        data={Object.entries(operators).map(([op, label]) => ({ value: op, label }))}
        value={asked.op}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {asked.kind === 'count' ? (
        <NumberField
          aria-label="Number"
          value={typeof asked.wanted === 'number' ? asked.wanted : undefined}
          min={0}
          onChange={(number) => onChange(asked.op, number ?? 0)}
        />
      ) : asked.op === '$exists' ? (
        <NativeSelect
          aria-label="Whether it is given"
          data={[
            { value: 'true', label: 'yes' },
            { value: 'false', label: 'no' },
          ]}
          value={String(asked.wanted)}
          onChange={(event) => onChange(asked.op, event.currentTarget.value === 'true')}
        />
      ) : asked.op === '$in' || asked.op === '$nin' ? (
        <MultiSelect
          aria-label="Answers"
          data={[...new Set([...answers, ...list])]}
          value={list}
          onChange={(chosen) => onChange(asked.op, chosen)}
          searchable
        />
      ) : answers.length > 0 && asked.op !== '$regex' ? (
        <Select
          aria-label="Answer"
          data={answers}
          value={typeof single === 'string' ? single : null}
          onChange={(answer) => answer !== null && onChange(asked.op, answer)}
          allowDeselect={false}
        />
      ) : (
        <TextInput
          aria-label="Answer"
          value={typeof single === 'string' || typeof single === 'number' ? String(single) : ''}
          onChange={(event) => onChange(asked.op, event.currentTarget.value)}
        />
      )}
    </Stack>
  );
}
