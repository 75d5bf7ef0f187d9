import {
  Alert,
  Button,
  Collapse,
  Group,
  Stack,
  Switch,
  Title,
  UnstyledButton,
} from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconChevronRight, IconFileExport } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import { messageOf } from '@/api/client';
import { useExportPreview, useExports, useStartExport } from '@/api/exports';
import { isOwnFormat, useFormats } from '@/api/formats';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { faultsOf, initialChoices, isSound, toOptions } from './choices';
import classes from './ExportPage.module.css';
import { FormatFields } from './FormatFields';
import { ContentFields, KeyFrames, MoreFields } from './MoreFields';
import { PreviewPanel } from './PreviewPanel';
import { ScopeFields } from './ScopeFields';
import { SplitFields } from './SplitFields';

/** The tasks that the list of tasks handed over. */
function chosenTasks(state: unknown): string[] {
  const tasks = (state as { tasks?: unknown } | null)?.tasks;
  return Array.isArray(tasks) ? (tasks as string[]) : [];
}

/** What to export on the left, what it will look like on the right. */
export function NewExport({ onStarted }: { onStarted: () => void }) {
  const { project, id } = useCurrentProject();
  const location = useLocation();
  const formats = useFormats();
  const earlier = useExports(id);
  const start = useStartExport(id, project.name);
  const [choices, setChoices] = useState(() =>
    initialChoices(project, chosenTasks(location.state)),
  );
  const [more, { toggle }] = useDisclosure(false);
  const faults = faultsOf(choices);
  const sound = isSound(faults);
  const options = useMemo(() => (sound ? toOptions(choices) : undefined), [choices, sound]);
  const [settled] = useDebouncedValue(options, 400);
  const preview = useExportPreview(id, settled);
  // While the choices change, the number of the last ones is no promise.
  const total =
    preview.data && !preview.isPlaceholderData && options === settled && !preview.isError
      ? preview.data.total
      : undefined;
  const fields = {
    choices,
    faults,
    onChange: (patch: Partial<typeof choices>) => {
      start.reset();
      setChoices((current) => ({ ...current, ...patch }));
    },
  };

  return (
    <div className={classes.page}>
      <form
        className={classes.form}
        aria-label="New export"
        onSubmit={(event) => {
          event.preventDefault();
          if (options) {
            start.mutate(options, { onSuccess: onStarted });
          }
        }}
      >
        <Stack gap="lg" className={classes.fields}>
          <Stack gap="sm">
            <FormatFields {...fields} formats={formats.data} error={formats.error} />
          </Stack>
          <Stack gap="sm">
            <Title order={2}>Tasks</Title>
            <ScopeFields
              {...fields}
              earlier={(earlier.data?.exports ?? []).filter((job) => job.state === 'ready')}
              formats={formats.data}
            />
          </Stack>
          <Stack gap="sm">
            <Title order={2}>Contents</Title>
            {isOwnFormat(choices.format) ? (
              <ContentFields {...fields} />
            ) : (
              <KeyFrames {...fields} />
            )}
            <SplitFields {...fields} total={total} />
          </Stack>
          <div>
            <UnstyledButton className={classes.more} onClick={toggle} aria-expanded={more}>
              <IconChevronRight size={14} data-open={more || undefined} aria-hidden />
              More
            </UnstyledButton>
            <Collapse expanded={more}>
              <div className={classes.moreFields}>
                <MoreFields {...fields} />
              </div>
            </Collapse>
          </div>
        </Stack>
        <div className={classes.submit}>
          {start.isError && (
            <Alert color="red" role="alert" p="xs" mb="xs">
              {messageOf(start.error)}
            </Alert>
          )}
          <Group justify="space-between" gap="sm" wrap="nowrap">
            <Switch
              size="xs"
              label="Send the link by e-mail"
              checked={choices.sendEmail}
              onChange={(event) => fields.onChange({ sendEmail: event.currentTarget.checked })}
              styles={{ label: { fontSize: 13 } }}
            />
            <Button
              type="submit"
              leftSection={<IconFileExport size={15} />}
              loading={start.isPending}
              disabled={!sound}
            >
              {total === undefined ? 'Export' : `Export ${count(total, 'task')}`}
            </Button>
          </Group>
        </div>
      </form>
      <PreviewPanel
        preview={preview}
        waiting={options !== settled || preview.isPlaceholderData}
        sound={sound}
        converted={!isOwnFormat(choices.format)}
      />
    </div>
  );
}
