import {
  Checkbox,
  CloseButton,
  Popover,
  ScrollArea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './FilterChip.module.css';

export interface FilterOption {
  value: string;
  label: string;
  mark?: ReactNode;
}

export interface FilterChipProps {
  label: string;
  /** What is set, in words; undefined = nothing. */
  summary: string | undefined;
  onClear: () => void;
  children: ReactNode;
  width?: number;
}

/** One filter as a chip: shows what is set, opens its editor, clears with one click. */
export function FilterChip({ label, summary, onClear, children, width = 240 }: FilterChipProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={width}
      trapFocus
      withinPortal
    >
      <div className={classes.chip} data-set={summary !== undefined || undefined}>
        <Popover.Target>
          <UnstyledButton className={classes.open} onClick={() => setOpened(!opened)}>
            <span>{label}</span>
            {summary !== undefined && <span className={classes.summary}>{summary}</span>}
            {summary === undefined && <IconChevronDown size={12} aria-hidden />}
          </UnstyledButton>
        </Popover.Target>
        {summary !== undefined && (
          <CloseButton size="xs" aria-label={`Clear filter ${label}`} onClick={onClear} />
        )}
      </div>
      <Popover.Dropdown p={8} aria-label={`Filter by ${label.toLowerCase()}`}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

export interface OptionFilterProps {
  label: string;
  options: FilterOption[];
  value: string[];
  onChange: (value: string[]) => void;
}

/** A filter that is any of some options. */
export function OptionFilter({ label, options, value, onChange }: OptionFilterProps) {
  const [search, setSearch] = useState('');
  const names = options.filter((option) => value.includes(option.value)).map((each) => each.label);
  const unnamed = value.length - names.length;
  const first = names[0] ?? value[0];
  const summary =
    value.length === 0
      ? undefined
      : value.length === 1
        ? first
        : `${first ?? ''} +${names.length + unnamed - 1}`;
  const shown = options.filter((option) =>
    option.label.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <FilterChip label={label} summary={summary} onClear={() => onChange([])}>
      {options.length > 7 && (
        <TextInput
          size="xs"
          mb={6}
          aria-label={`Search ${label.toLowerCase()}`}
          placeholder="Search"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <ScrollArea.Autosize mah={280} viewportProps={{ tabIndex: -1 }}>
        {shown.map((option) => (
          <label key={option.value} className={classes.option}>
            <Checkbox
              size="xs"
              checked={value.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked
                    ? [...value, option.value]
                    : value.filter((each) => each !== option.value),
                )
              }
            />
            {option.mark}
            <span className="truncate">{option.label}</span>
          </label>
        ))}
        {shown.length === 0 && <div className={classes.none}>Nothing matches</div>}
      </ScrollArea.Autosize>
    </FilterChip>
  );
}
