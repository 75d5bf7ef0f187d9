import { JsonInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { readJson } from '@/ui/json';
import type { FieldsProps } from './StagePanel';

const textOf = (value: unknown) =>
  value === undefined || value === null ? '' : JSON.stringify(value, null, 2);

/** Which model labels the task, and with what it is called. */
export function PluginFields({ stage, patch }: FieldsProps) {
  return (
    <>
      <TextInput
        label="Plugin id"
        placeholder="Id of an installed plugin"
        value={typeof stage.pluginId === 'string' ? stage.pluginId : ''}
        onChange={(event) => patch({ pluginId: event.currentTarget.value })}
        ff="monospace"
      />
      <TextInput
        label="Preset"
        description="Name of saved settings of the plugin"
        placeholder="None"
        value={typeof stage.pluginPreset === 'string' ? stage.pluginPreset : ''}
        onChange={(event) => patch({ pluginPreset: event.currentTarget.value || undefined })}
      />
      <ConfigField value={stage.config} onChange={(config) => patch({ config })} />
      <Switch
        label="Overwrite"
        description="Otherwise the plugin's labels are added to those of the task"
        checked={stage.overwrite !== false}
        onChange={(event) => patch({ overwrite: event.currentTarget.checked })}
      />
    </>
  );
}

/** JSON that is taken over whenever it is whole; until then the text stays as it was typed. */
function ConfigField({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const [text, setText] = useState<string>();
  const shown = text ?? textOf(value);
  const read = shown.trim() === '' ? undefined : readJson(shown);
  return (
    <JsonInput
      label="Config"
      description="JSON that is sent to the plugin"
      placeholder="{ }"
      autosize
      minRows={4}
      maxRows={14}
      value={shown}
      error={
        read?.fault && `Line ${read.fault.line}, column ${read.fault.column}: ${read.fault.message}`
      }
      onChange={(entered) => {
        setText(entered);
        const parsed = entered.trim() === '' ? { value: undefined } : readJson(entered);
        if (!parsed.fault) {
          onChange(parsed.value);
        }
      }}
      onBlur={() => !read?.fault && setText(undefined)}
    />
  );
}
