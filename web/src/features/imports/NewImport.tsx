import {
  Alert,
  Button,
  Group,
  Progress,
  Radio,
  Select,
  Stack,
  Switch,
  Tabs,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBraces, IconChecklist } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { messageOf } from '@/api/client';
import { isOwnFormat, OWN_FORMAT, useFormats } from '@/api/formats';
import { useStartImport, type ImportSource } from '@/api/imports';
import type { ImportMode, LabelFormat } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { percent } from '@/ui/format';
import { FileTarget } from './FileTarget';
import classes from './Imports.module.css';
import { SampleDialog } from './SampleDialog';

export const MODES: { value: ImportMode; label: string; description: string }[] = [
  {
    value: 'replace',
    label: 'Replace',
    description: 'Labels of an earlier import are removed first',
  },
  {
    value: 'append',
    label: 'Add',
    description: 'Objects are added; an answer replaces the one to the same question',
  },
  {
    value: 'skipExisting',
    label: 'Leave',
    description: 'Tasks that already have imported labels stay as they are',
  },
];

const isAddress = (text: string) => /^https?:\/\/\S+$/i.test(text.trim());

/** Chooses a file with labels and how it is read; it is checked before anything is written. */
export function NewImport() {
  const { project, id } = useCurrentProject();
  const navigate = useNavigate();
  const start = useStartImport(id, project.name);
  const [sample, { open, close }] = useDisclosure(false);
  const [from, setFrom] = useState<'file' | 'url'>('file');
  const [file, setFile] = useState<File>();
  const [url, setUrl] = useState('');
  const [format, setFormat] = useState('auto');
  const [mode, setMode] = useState<ImportMode>('replace');
  const [force, setForce] = useState(false);
  const [strict, setStrict] = useState(false);
  const [sent, setSent] = useState(0);
  const upload = useRef<AbortController>(undefined);
  const source: ImportSource | undefined =
    from === 'file' ? file && { file } : isAddress(url) ? { url: url.trim() } : undefined;

  const check = () => {
    if (!source) {
      return;
    }
    const controller = new AbortController();
    upload.current = controller;
    setSent(0);
    start.mutate(
      {
        source,
        options: { format, mode, strict, force, dryRun: true },
        onProgress: setSent,
        signal: controller.signal,
      },
      { onSuccess: (started) => void navigate(`/projects/${id}/import/${started._id}`) },
    );
  };
  const aborted = start.error instanceof DOMException;

  return (
    <div className={classes.page}>
      <form
        className={classes.form}
        aria-label="New import"
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <Stack gap="lg">
          <Tabs value={from} onChange={(value) => setFrom(value === 'url' ? 'url' : 'file')}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="file">From this computer</Tabs.Tab>
              <Tabs.Tab value="url">By address</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="file">
              <FileTarget file={file} onFile={setFile} />
            </Tabs.Panel>
            <Tabs.Panel value="url">
              <TextInput
                label="Address of the file"
                placeholder="https://files.example.com/labels.zip"
                value={url}
                onChange={(event) => setUrl(event.currentTarget.value)}
                error={url && !isAddress(url) ? 'Enter an http or https address' : undefined}
              />
            </Tabs.Panel>
          </Tabs>
          <FormatSelect value={format} onChange={setFormat} />
          <Radio.Group
            label="Labels that are already there"
            value={mode}
            onChange={(value) => setMode(value)}
          >
            <Stack gap={8} mt={4}>
              {MODES.map((each) => (
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
          <Stack gap="sm">
            <Switch
              size="xs"
              label="Also tasks already worked on"
              description="Replaces what people saved or submitted; the stage history keeps a note"
              checked={force}
              onChange={(event) => setForce(event.currentTarget.checked)}
              styles={{ label: { fontSize: 13 } }}
            />
            <Switch
              size="xs"
              label="All or nothing"
              description="One fault rejects the whole file"
              checked={strict}
              onChange={(event) => setStrict(event.currentTarget.checked)}
              styles={{ label: { fontSize: 13 } }}
            />
          </Stack>
          {start.isError && !aborted && (
            <Alert color="red" role="alert" p="xs">
              {messageOf(start.error)} Nothing was imported.
            </Alert>
          )}
          {start.isPending && from === 'file' && (
            <Progress value={sent * 100} size={4} aria-label="Upload of the file" />
          )}
          <Group justify="space-between" gap="xs">
            <Text size="xs" c="dimmed" role="status">
              {start.isPending
                ? sent < 1 && from === 'file'
                  ? `Sending the file, ${percent(sent, 1)} %`
                  : 'Waiting for the check to start'
                : 'Nothing is written before you have seen the report.'}
            </Text>
            {start.isPending ? (
              <Button variant="default" onClick={() => upload.current?.abort()}>
                Cancel
              </Button>
            ) : (
              <Button
                type="submit"
                leftSection={<IconChecklist size={15} />}
                disabled={source === undefined}
              >
                Check file
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      <aside className={classes.help}>
        <Title order={2}>What happens with the file</Title>
        <ol className={classes.steps}>
          <li>
            The file is checked first. You see what would be labeled and every problem with its
            place in the file.
          </li>
          <li>Classes that the project does not have can be created in one step.</li>
          <li>Then the valid labels are imported. The stage of a task does not change.</li>
        </ol>
        <Button
          variant="default"
          leftSection={<IconBraces size={15} />}
          onClick={open}
          style={{ alignSelf: 'flex-start' }}
        >
          Sample JSON
        </Button>
        <Readable />
      </aside>
      <SampleDialog opened={sample} onClose={close} />
    </div>
  );
}

/** The formats of others that can be read; the open one is found by its content. */
function readableOf(formats: LabelFormat[] = []): LabelFormat[] {
  return formats.filter((format) => format.readable && !isOwnFormat(format.id));
}

function FormatSelect(props: { value: string; onChange: (value: string) => void }) {
  const formats = useFormats();
  const readable = readableOf(formats.data);
  return (
    <Select
      label="Format"
      data={[
        { value: 'auto', label: 'Recognize by content' },
        { value: OWN_FORMAT, label: 'Kalem JSON' },
        ...readable.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      value={props.value}
      onChange={(value) => value && props.onChange(value)}
      allowDeselect={false}
      searchable
      withScrollArea={false}
      styles={{ options: { maxHeight: 320, overflowY: 'auto' } }}
    />
  );
}

/** The formats that can be read, by name. */
function Readable() {
  const formats = useFormats();
  const titles = ['Kalem JSON', 'NDJSON', ...readableOf(formats.data).map((each) => each.title)];
  return (
    <div>
      <Text fw={500} size="sm">
        Formats that can be read
      </Text>
      <Text size="sm" c="dimmed">
        {titles.join(', ')}
      </Text>
    </div>
  );
}
