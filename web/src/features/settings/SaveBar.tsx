import { Button, Text } from '@mantine/core';
import classes from './Settings.module.css';

export interface SaveBarProps {
  action: string;
  saving: boolean;
  disabled?: boolean;
  onDiscard: () => void;
}

/** What can be done with unsaved settings; stays at the bottom of the window. */
export function SaveBar({ action, saving, disabled, onDiscard }: SaveBarProps) {
  return (
    <div className={classes.saveBar}>
      <Text size="sm" c="dimmed" mr="auto">
        Unsaved changes
      </Text>
      <Button variant="default" onClick={onDiscard}>
        Discard
      </Button>
      <Button type="submit" loading={saving} disabled={disabled}>
        {action}
      </Button>
    </div>
  );
}
