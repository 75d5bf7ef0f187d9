import { Alert, Button, MultiSelect, Radio, Stack, Switch, Text } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { useStartExport } from '@/api/exports';
import { useStageCounts } from '@/api/projects';
import type { ExportFormat } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';

const FORMATS: { value: ExportFormat; label: string; description: string }[] = [
  { value: 'json', label: 'JSON', description: 'One file with one list of all assets' },
  { value: 'ndjson', label: 'NDJSON', description: 'One file, one asset per line, for streaming' },
  { value: 'split', label: 'NDJSON (split)', description: 'One file per asset' },
];

const SWITCHES = [
  {
    key: 'includeMetadata',
    label: 'Annotation metadata',
    description: 'Who made and changed each annotation, and when',
  },
  {
    key: 'includeHistory',
    label: 'Stage history',
    description: 'Each stage a task went through, with its time',
  },
  { key: 'includeAssets', label: 'Asset links', description: 'Addresses of the files' },
  {
    key: 'includeIdleBlurDurations',
    label: 'Idle and blur time',
    description: 'Time without input or with another window in front',
  },
] as const;

type SwitchKey = (typeof SWITCHES)[number]['key'];

/** What to export, and the button that starts it as a job. */
export function ExportForm() {
  const { project, id } = useCurrentProject();
  const counts = useStageCounts(id);
  const start = useStartExport(id, project.name);
  const [format, setFormat] = useState<ExportFormat>('json');
  const [stages, setStages] = useState<string[]>(
    project.stages.filter((stage) => stage.type === 'Complete').map((stage) => stage.id),
  );
  const [batches, setBatches] = useState<string[]>([]);
  const [switches, setSwitches] = useState<Record<SwitchKey, boolean>>({
    includeMetadata: true,
    includeHistory: true,
    includeAssets: true,
    includeIdleBlurDurations: false,
  });
  const inStages = (counts.data ?? [])
    .filter((stage) => stages.length === 0 || stages.includes(stage.stageId))
    .reduce((sum, stage) => sum + stage.count, 0);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({
          format,
          ...(stages.length > 0 ? { stage: stages } : {}),
          ...(batches.length > 0 ? { batches } : {}),
          ...switches,
        });
      }}
    >
      <Stack gap="md">
        <Radio.Group label="Format" value={format} onChange={(value) => setFormat(value)}>
          <Stack gap={8} mt={4}>
            {FORMATS.map((each) => (
              <Radio
                key={each.value}
                size="xs"
                value={each.value}
                label={each.label}
                description={each.description}
                styles={{ label: { fontSize: 13 } }}
              />
            ))}
          </Stack>
        </Radio.Group>
        <MultiSelect
          label="Stages"
          description="Tasks that are in these stages now; none = all stages"
          placeholder={stages.length === 0 ? 'All stages' : undefined}
          data={project.stages.map((stage) => ({ value: stage.id, label: stage.name }))}
          value={stages}
          onChange={setStages}
          clearable
        />
        {project.batches.length > 0 && (
          <MultiSelect
            label="Batches"
            description="Assets in any of these; none = all"
            placeholder={batches.length === 0 ? 'All assets' : undefined}
            data={project.batches.map((batch) => ({ value: batch._id, label: batch.name }))}
            value={batches}
            onChange={setBatches}
            clearable
            searchable
          />
        )}
        <Stack gap={10}>
          {SWITCHES.map((each) => (
            <Switch
              key={each.key}
              size="xs"
              label={each.label}
              description={each.description}
              checked={switches[each.key]}
              onChange={(event) =>
                setSwitches({ ...switches, [each.key]: event.currentTarget.checked })
              }
              styles={{ label: { fontSize: 13 } }}
            />
          ))}
        </Stack>
        {start.isError && (
          <Alert color="red" role="alert" p="xs">
            {messageOf(start.error)}
          </Alert>
        )}
        <Button
          type="submit"
          leftSection={<IconFileExport size={15} />}
          loading={start.isPending}
          fullWidth
        >
          {counts.data && batches.length === 0 ? `Export ${count(inStages, 'task')}` : 'Export'}
        </Button>
        <Text size="xs" c="dimmed">
          The export runs in the background; you can leave this page. It shows the labels as they
          are at this moment.
        </Text>
      </Stack>
    </form>
  );
}
