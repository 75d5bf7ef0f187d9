import { Radio, Stack, Switch } from '@mantine/core';
import { isOwnFormat } from '@/api/formats';
import { CONTENTS } from './choices';
import classes from './ExportPage.module.css';
import type { FieldProps } from './FormatFields';
import { DateFields } from './ScopeFields';

const label = { label: { fontSize: 13 } };

/** What each row of the open format tells. */
export function ContentFields({ choices, onChange }: FieldProps) {
  return (
    <div className={classes.switches} role="group" aria-label="Contents">
      {CONTENTS.map((each) => (
        <Switch
          key={each.key}
          size="xs"
          label={each.label}
          description={each.description}
          checked={choices.contents[each.key]}
          onChange={(event) =>
            onChange({ contents: { ...choices.contents, [each.key]: event.currentTarget.checked } })
          }
          styles={label}
        />
      ))}
      <KeyFrames choices={choices} onChange={onChange} />
    </div>
  );
}

/** Holds for videos in every format. */
export function KeyFrames({ choices, onChange }: Pick<FieldProps, 'choices' | 'onChange'>) {
  return (
    <Switch
      size="xs"
      label="Only key frames"
      description="Videos: frames somebody drew, none in between"
      checked={choices.includeOnlyKeyFrames}
      onChange={(event) => onChange({ includeOnlyKeyFrames: event.currentTarget.checked })}
      styles={label}
    />
  );
}

/** What is seldom needed. */
export function MoreFields(props: FieldProps) {
  const { choices, onChange } = props;
  return (
    <Stack gap="md">
      <DateFields {...props} />
      {isOwnFormat(choices.format) && (
        <>
          <Radio.Group
            label="Labels of videos"
            value={choices.videoFormat}
            onChange={(value) => onChange({ videoFormat: value })}
          >
            <Stack gap={6} mt={4}>
              <Radio size="xs" value="flat" label="One entry per object and frame" styles={label} />
              <Radio size="xs" value="track" label="One track per object" styles={label} />
            </Stack>
          </Radio.Group>
          <Radio.Group
            label="Version"
            value={choices.legacy ? 'legacy' : 'current'}
            onChange={(value) => onChange({ legacy: value === 'legacy' })}
          >
            <Stack gap={6} mt={4}>
              <Radio size="xs" value="current" label="Current" styles={label} />
              <Radio
                size="xs"
                value="legacy"
                label="Legacy"
                description="The form before workflows, for older scripts"
                styles={label}
              />
            </Stack>
          </Radio.Group>
          <Switch
            size="xs"
            label="JSON Schema of the rows"
            description="schema.json, made from the classes of this project"
            checked={choices.includeSchema}
            onChange={(event) => onChange({ includeSchema: event.currentTarget.checked })}
            styles={label}
          />
        </>
      )}
    </Stack>
  );
}
