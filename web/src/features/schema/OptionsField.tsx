import { ActionIcon, Input, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { SchemaOption } from '@/api/types';
import { addOptions } from './model';
import classes from './Schema.module.css';

export interface OptionsFieldProps {
  options: SchemaOption[];
  fault: string | undefined;
  editable: boolean;
  onChange: (options: SchemaOption[]) => void;
}

/** The answers of a choice question. Pasting many lines adds many. */
export function OptionsField({ options, fault, editable, onChange }: OptionsFieldProps) {
  const [text, setText] = useState('');
  const add = (lines: string) => {
    onChange(addOptions(options, lines));
    setText('');
  };
  const move = (from: number, to: number) => {
    const option = options[from];
    if (option && to >= 0 && to < options.length) {
      const others = options.filter((_, index) => index !== from);
      onChange([...others.slice(0, to), option, ...others.slice(to)]);
    }
  };
  return (
    <Input.Wrapper
      label="Options"
      description="Press Enter to add; paste many lines to add many"
      error={fault}
      labelElement="div"
    >
      <ul className={classes.options}>
        {options.map((option, index) => (
          <li key={option.schemaId || index}>
            <TextInput
              size="xs"
              aria-label={`Option ${index + 1}`}
              value={option.value}
              onChange={(event) =>
                onChange(
                  options.map((each, at) =>
                    at === index ? { ...each, value: event.currentTarget.value } : each,
                  ),
                )
              }
              onKeyDown={(event) => {
                if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
                  event.preventDefault();
                  move(index, index + (event.key === 'ArrowUp' ? -1 : 1));
                }
              }}
            />
            {editable && (
              <span className={classes.optionTools}>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Move option ${option.value} up`}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <IconArrowUp size={13} />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Move option ${option.value} down`}
                  disabled={index === options.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <IconArrowDown size={13} />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Delete option ${option.value}`}
                  onClick={() => onChange(options.filter((_, at) => at !== index))}
                >
                  <IconX size={13} />
                </ActionIcon>
              </span>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <TextInput
          size="xs"
          aria-label="New option"
          placeholder="New option"
          leftSection={<IconPlus size={13} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && text.trim()) {
              event.preventDefault();
              add(text);
            }
          }}
          onBlur={() => {
            if (text.trim()) {
              add(text);
            }
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            if (pasted.includes('\n')) {
              event.preventDefault();
              add(`${text}\n${pasted}`);
            }
          }}
        />
      )}
    </Input.Wrapper>
  );
}
