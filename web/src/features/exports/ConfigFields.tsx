import {
  Collapse,
  JsonInput,
  Select,
  Stack,
  Switch,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { inWorkflowOrder } from '@/api/stages';
import { useCurrentProject } from '@/features/project';
import { readConfig } from './choices';
import classes from './ExportPage.module.css';
import type { FieldProps } from './FormatFields';
import { optionsOf, withOption, type FormatOption } from './formatOptions';

/** The options of a converter: the usual ones as fields, all of them as JSON, in step. */
export function ConfigFields({ choices, faults, onChange }: FieldProps) {
  const options = optionsOf(choices.format);
  const [opened, { toggle }] = useDisclosure(false);
  const read = readConfig(choices.config);
  const config = 'value' in read ? (read.value ?? {}) : undefined;
  const json = (
    <JsonInput
      label="Options as JSON"
      description="Empty = defaults"
      placeholder="{}"
      autosize
      minRows={2}
      maxRows={12}
      formatOnBlur
      spellCheck={false}
      value={choices.config}
      onChange={(text) => onChange({ config: text })}
      error={faults.config}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
    />
  );
  return (
    <Stack gap="sm" role="group" aria-label="Options of the format">
      {options.map((option) => (
        <OptionField
          key={option.key}
          option={option}
          value={config?.[option.key]}
          disabled={config === undefined}
          onChange={(value) => {
            const next = withOption(config ?? {}, option, value);
            onChange({
              config: Object.keys(next).length > 0 ? JSON.stringify(next, null, 2) : '',
            });
          }}
        />
      ))}
      {options.length === 0 ? (
        json
      ) : (
        <div>
          <UnstyledButton className={classes.more} onClick={toggle} aria-expanded={opened}>
            <IconChevronRight size={14} data-open={opened || undefined} aria-hidden />
            All options
          </UnstyledButton>
          <Collapse expanded={opened || faults.config !== undefined}>
            <div className={classes.moreFields}>{json}</div>
          </Collapse>
        </div>
      )}
    </Stack>
  );
}

interface OptionFieldProps {
  option: FormatOption;
  value: unknown;
  disabled: boolean;
  onChange: (value: unknown) => void;
}

function OptionField({ option, value, disabled, onChange }: OptionFieldProps) {
  const { label, description } = option;
  const shared = { label, description, disabled };
  const text = typeof value === 'string' ? value : '';
  switch (option.kind) {
    case 'flag':
      return (
        <Switch
          size="xs"
          {...shared}
          checked={typeof value === 'boolean' ? value : option.otherwise}
          onChange={(event) => onChange(event.currentTarget.checked)}
          styles={{ label: { fontSize: 13 } }}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          data={option.choices}
          value={text || option.otherwise}
          onChange={onChange}
          allowDeselect={false}
        />
      );
    case 'question':
    case 'stage':
      return <NameSelect {...shared} of={option.kind} value={text} onChange={onChange} />;
    case 'text':
    case 'date':
      return (
        <TextInput
          {...shared}
          type={option.kind === 'date' ? 'date' : 'text'}
          placeholder={option.kind === 'text' ? option.placeholder : undefined}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

interface NameSelectProps {
  of: 'question' | 'stage';
  label: string;
  description?: string;
  disabled: boolean;
  value: string;
  onChange: (value: string | null) => void;
}

/** Names something of the project. */
function NameSelect({ of, value, ...props }: NameSelectProps) {
  const { project } = useCurrentProject();
  const names =
    of === 'stage'
      ? inWorkflowOrder(project.stages).map((stage) => stage.name)
      : project.categorySchema.classifications.map((question) => question.title);
  return (
    <Select
      {...props}
      data={[...new Set([...names, ...(value ? [value] : [])])].filter(Boolean)}
      value={value || null}
      clearable
    />
  );
}
