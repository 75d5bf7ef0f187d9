import { Alert, Select } from '@mantine/core';
import { messageOf } from '@/api/client';
import { isOwnFormat } from '@/api/formats';
import type { LabelFormat } from '@/api/types';
import { OPEN_FORMATS, type ChoiceFaults, type ExportChoices } from './choices';
import { ConfigFields } from './ConfigFields';
import { formatGroups } from './formats';

export interface FieldProps {
  choices: ExportChoices;
  faults: ChoiceFaults;
  onChange: (patch: Partial<ExportChoices>) => void;
}

export interface FormatFieldsProps extends FieldProps {
  formats: LabelFormat[] | undefined;
  /** That the list of formats could not be read. */
  error: unknown;
}

/** The format, and for a converter its options. */
export function FormatFields({ choices, faults, onChange, formats, error }: FormatFieldsProps) {
  const open = OPEN_FORMATS.find(({ id }) => id === choices.format);
  return (
    <>
      <Select
        label="Format"
        description={
          open
            ? `${open.description}; holds everything there is`
            : 'Holds what this format can express; report.json in the zip counts what it cannot'
        }
        data={formatGroups(formats ?? [])}
        value={choices.format}
        onChange={(format) => format && onChange({ format, config: '' })}
        allowDeselect={false}
        searchable
        // The list itself scrolls: a box around it would be a stop for the keyboard.
        withScrollArea={false}
        styles={{ options: { maxHeight: 360, overflowY: 'auto' } }}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      {error !== null && error !== undefined && (
        <Alert color="yellow" p="xs">
          The other formats could not be listed. {messageOf(error)}
        </Alert>
      )}
      {!isOwnFormat(choices.format) && (
        <ConfigFields choices={choices} faults={faults} onChange={onChange} />
      )}
    </>
  );
}
