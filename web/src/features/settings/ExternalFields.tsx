import { NumberInput, Radio, Stack, Switch, TextInput } from '@mantine/core';
import type { ExternalValidation } from '@/api/types';
import { Section } from '@/ui/Page';
import { frameChoice, withFrames } from './validation';

export interface ExternalFieldsProps {
  value: ExternalValidation;
  fault: string | undefined;
  onChange: (value: ExternalValidation) => void;
}

/** The service of the project's own that is asked about labels. */
export function ExternalFields({ value, fault, onChange }: ExternalFieldsProps) {
  const frames = frameChoice(value);
  return (
    <Section
      title="External validation"
      description="Kalem posts the labels to a service of yours and shows the errors it answers with. A service that does not answer within 10 seconds is a warning, never in the way."
    >
      <Switch
        label="Enable external validation"
        checked={value.enabled ?? false}
        onChange={(event) => onChange({ ...value, enabled: event.currentTarget.checked })}
      />
      {value.enabled && (
        <Stack gap="md">
          <TextInput
            label="Address of the service"
            type="url"
            placeholder="https://checks.example.com/labels"
            value={value.apiUrl ?? ''}
            error={fault}
            onChange={(event) => onChange({ ...value, apiUrl: event.currentTarget.value })}
          />
          <Radio.Group
            label="Frames of videos and volumes"
            value={frames}
            onChange={(choice) => onChange(withFrames(value, choice))}
          >
            <Stack gap={8} mt={6}>
              <Radio value="all" label="All frames" />
              <Radio value="current" label="The frame on the screen" />
              <Radio value="fixed" label="One frame, always the same" />
            </Stack>
          </Radio.Group>
          {frames === 'fixed' && (
            <NumberInput
              label="Frame"
              description="The first frame is 0"
              w={180}
              min={0}
              allowDecimal={false}
              value={value.frameNumbers ?? 0}
              onChange={(frame) =>
                onChange({ ...value, frameNumbers: typeof frame === 'number' ? frame : 0 })
              }
            />
          )}
        </Stack>
      )}
    </Section>
  );
}
