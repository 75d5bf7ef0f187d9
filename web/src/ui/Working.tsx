import { Progress } from '@mantine/core';

export interface WorkingProps {
  /** 0 to 100; undefined while the amount is unknown. */
  value: number | undefined;
  size: number;
  label: string;
}

/** How far something is; moves without a number while that is not known. */
export function Working({ value, size, label }: WorkingProps) {
  return value === undefined ? (
    // The text beside it says that something is waited for; a value would be made up.
    <Progress.Root size={size} aria-hidden>
      <Progress.Section value={100} animated withAria={false} />
    </Progress.Root>
  ) : (
    <Progress value={value} size={size} aria-label={label} />
  );
}
