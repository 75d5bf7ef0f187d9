import { NumberInput } from '@mantine/core';

export interface NumberFieldProps {
  label?: string;
  'aria-label'?: string;
  description?: string;
  placeholder?: string;
  value: number | undefined;
  min?: number;
  max?: number;
  /** Whether fractions make sense. */
  fractions?: boolean;
  suffix?: string;
  disabled?: boolean;
  /** Undefined = the field is empty. */
  onChange: (value: number | undefined) => void;
}

/** A number that may be left open. */
export function NumberField({ fractions = false, onChange, value, ...props }: NumberFieldProps) {
  return (
    <NumberInput
      {...props}
      value={value ?? ''}
      allowDecimal={fractions}
      clampBehavior="strict"
      thousandSeparator=","
      onChange={(entered) => onChange(typeof entered === 'number' ? entered : undefined)}
    />
  );
}
