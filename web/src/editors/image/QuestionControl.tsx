import {
  Checkbox,
  MultiSelect,
  Radio,
  Select,
  SegmentedControl,
  Text,
  Textarea,
} from '@mantine/core';
import { chosenValues, textFault } from '@/engine/answers/answers';
import type { ClassDefinition } from '@/engine/model/schema';
import classes from '../shell/editor.module.css';

/** From this many options on a dropdown can be searched. */
const SEARCH_FROM = 9;

interface QuestionControlProps {
  readonly question: ClassDefinition;
  readonly value: unknown;
  readonly labelId: string;
  readonly disabled: boolean;
  readonly onAnswer: (value: unknown, typing?: boolean) => void;
}

/** The control that answers one question. Kinds without a control are shown and kept. */
export function QuestionControl(props: QuestionControlProps) {
  switch (props.question.tool) {
    case 'radio':
      return <RadioControl {...props} />;
    case 'checkbox':
      return <CheckboxControl {...props} />;
    case 'single-dropdown':
      return <SingleDropdown {...props} />;
    case 'multi-dropdown':
      return <MultiDropdown {...props} />;
    case 'boolean':
      return <BooleanControl {...props} />;
    case 'text':
      return <TextControl {...props} />;
    default:
      return (
        <Text size="xs" c="dimmed">
          {props.value === undefined
            ? 'This kind of question cannot be answered here yet.'
            : JSON.stringify(props.value)}
        </Text>
      );
  }
}

/** The option values, and an answer that is no option any more, so that it stays visible. */
function optionValues(question: ClassDefinition, value: unknown): string[] {
  const values = (question.options ?? []).map((option) => option.value);
  return [...new Set([...values, ...chosenValues(question, value)])];
}

function RadioControl({ question, value, labelId, disabled, onAnswer }: QuestionControlProps) {
  const [chosen = null] = chosenValues(question, value);
  return (
    <Radio.Group value={chosen} onChange={(next) => onAnswer(next)} aria-labelledby={labelId}>
      <div className={classes.options}>
        {optionValues(question, value).map((option) => (
          <Radio
            key={option}
            size="xs"
            value={option}
            label={option}
            disabled={disabled}
            onClick={() => {
              // Choosing the chosen one again clears it, when nothing has to be chosen.
              if (chosen === option && question.required !== true && !disabled) onAnswer(null);
            }}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

function CheckboxControl({ question, value, labelId, disabled, onAnswer }: QuestionControlProps) {
  return (
    <Checkbox.Group
      value={chosenValues(question, value)}
      onChange={(next) => onAnswer(next)}
      aria-labelledby={labelId}
    >
      <div className={classes.options}>
        {optionValues(question, value).map((option) => (
          <Checkbox key={option} size="xs" value={option} label={option} disabled={disabled} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function SingleDropdown({ question, value, labelId, disabled, onAnswer }: QuestionControlProps) {
  const [chosen = null] = chosenValues(question, value);
  const options = optionValues(question, value);
  return (
    <Select
      size="xs"
      data={options}
      value={chosen}
      onChange={(next) => onAnswer(next)}
      disabled={disabled}
      clearable={question.required !== true}
      searchable={options.length >= SEARCH_FROM}
      placeholder={question.placeholder ?? 'Choose'}
      aria-labelledby={labelId}
    />
  );
}

function MultiDropdown({ question, value, labelId, disabled, onAnswer }: QuestionControlProps) {
  const options = optionValues(question, value);
  return (
    <MultiSelect
      size="xs"
      data={options}
      value={chosenValues(question, value)}
      onChange={(next) => onAnswer(next)}
      disabled={disabled}
      clearable
      hidePickedOptions
      searchable={options.length >= SEARCH_FROM}
      placeholder={
        chosenValues(question, value).length === 0 ? (question.placeholder ?? 'Choose') : ''
      }
      aria-labelledby={labelId}
    />
  );
}

function BooleanControl({ value, labelId, disabled, onAnswer }: QuestionControlProps) {
  const chosen = typeof value === 'boolean' ? String(value) : '';
  return (
    <SegmentedControl
      size="xs"
      data={[
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ]}
      value={chosen}
      disabled={disabled}
      onChange={(next) => onAnswer(next === 'true')}
      aria-labelledby={labelId}
    />
  );
}

function TextControl({ question, value, labelId, disabled, onAnswer }: QuestionControlProps) {
  return (
    <Textarea
      size="xs"
      autosize
      minRows={1}
      maxRows={8}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onAnswer(event.currentTarget.value, true)}
      error={textFault(question, value)}
      disabled={disabled}
      placeholder={question.placeholder ?? ''}
      aria-labelledby={labelId}
    />
  );
}
