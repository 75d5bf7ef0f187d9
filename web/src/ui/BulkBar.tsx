import { Button, CloseButton, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './BulkBar.module.css';
import { count } from './format';

export interface BulkBarProps {
  selected: number;
  total: number;
  noun: string;
  onClear: () => void;
  /** Selects everything that matches the filter, on all pages. */
  onSelectAll?: () => void;
  selectingAll?: boolean;
  children: ReactNode;
}

/** What can be done with the selection; floats above the list while something is selected. */
export function BulkBar(props: BulkBarProps) {
  if (props.selected === 0) {
    return null;
  }
  return (
    <div className={classes.bar} role="toolbar" aria-label="Actions on the selection">
      <CloseButton size="sm" aria-label="Clear selection" onClick={props.onClear} />
      <Text size="sm" fw={600} className="num" aria-live="polite">
        {count(props.selected, props.noun)} selected
      </Text>
      {props.onSelectAll && props.selected < props.total && (
        <Button size="xs" variant="subtle" loading={props.selectingAll} onClick={props.onSelectAll}>
          Select all {props.total.toLocaleString('en')}
        </Button>
      )}
      <Group gap={6} ml="auto">
        {props.children}
      </Group>
    </div>
  );
}
