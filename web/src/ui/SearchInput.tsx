import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

export interface SearchInputProps {
  label: string;
  placeholder: string;
  value: string;
  onSearch: (value: string) => void;
  width?: number;
}

/** A search field that reports when typing pauses. */
export function SearchInput(props: SearchInputProps) {
  const { value, onSearch } = props;
  const [text, setText] = useState(value);
  const [reported, setReported] = useState(value);
  const report = useDebouncedCallback((next: string) => {
    setReported(next);
    onSearch(next);
  }, 250);
  // The address changed from outside (Back, Clear): follow it.
  if (value !== reported) {
    setReported(value);
    setText(value);
  }
  return (
    <TextInput
      size="xs"
      w={props.width ?? 220}
      aria-label={props.label}
      placeholder={props.placeholder}
      leftSection={<IconSearch size={14} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        report(event.currentTarget.value);
      }}
      rightSection={
        text ? (
          <CloseButton
            size="xs"
            aria-label="Clear search"
            onClick={() => {
              setText('');
              setReported('');
              onSearch('');
            }}
          />
        ) : undefined
      }
    />
  );
}
