import { NumberInput, SegmentedControl, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import { splitCounts, type SplitChoice } from './choices';
import type { FieldProps } from './FormatFields';

const PARTS = [
  { key: 'train', label: 'Training' },
  { key: 'validation', label: 'Validation' },
  { key: 'test', label: 'Test' },
] as const;

const DEFAULT: SplitChoice = { train: 80, validation: 10, test: 10, by: 'hash' };

/** Three files instead of one, for training. */
export function SplitFields(props: FieldProps & { total: number | undefined }) {
  const { choices, faults, onChange, total } = props;
  const { split } = choices;
  const change = (patch: Partial<SplitChoice>) =>
    onChange({ split: { ...(split ?? DEFAULT), ...patch } });
  return (
    <Stack gap="xs">
      <Switch
        size="xs"
        label="Split for training"
        description="Three files: training, validation and test; a task stays in its part in later exports"
        checked={split !== null}
        onChange={(event) => onChange({ split: event.currentTarget.checked ? DEFAULT : null })}
        styles={{ label: { fontSize: 13 } }}
      />
      {split && (
        <Stack gap="xs" pl={40} role="group" aria-label="Parts">
          <SimpleGrid cols={3} spacing="xs">
            {PARTS.map(({ key, label }) => (
              <NumberInput
                key={key}
                label={label}
                suffix=" %"
                min={0}
                max={100}
                allowDecimal={false}
                value={split[key]}
                error={faults.split !== undefined}
                onChange={(value) => change({ [key]: typeof value === 'number' ? value : 0 })}
              />
            ))}
          </SimpleGrid>
          <Text size="xs" c="var(--k-danger-text)" role="status" hidden={!faults.split}>
            {faults.split}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label="Divide by"
            value={split.by}
            onChange={(by) => change({ by })}
            data={[
              { value: 'hash', label: 'By external id' },
              { value: 'batch', label: 'Whole batches' },
            ]}
          />
          <Text size="xs" c="dimmed" role="status">
            {faults.split ? '' : hint(total, split)}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}

function hint(total: number | undefined, split: SplitChoice): string {
  if (split.by === 'batch') {
    return 'All tasks of a batch go into one part, so the shares are met only roughly';
  }
  if (total === undefined) {
    return '';
  }
  const counts = splitCounts(total, split);
  return `About ${PARTS.map(({ key }) => counts[key].toLocaleString('en')).join(' / ')} tasks`;
}
