import {
  Alert,
  Button,
  FileButton,
  Group,
  Modal,
  Stack,
  Tabs,
  Text,
  Textarea,
} from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useCloudImport } from '@/api/assets';
import { messageOf } from '@/api/client';
import { formatBytes, type UploadItem } from '@/api/uploads';
import { BatchesField, useBatchIds, useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';
import { parseCloudList } from './cloud';
import { itemsOfDrop, itemsOfList } from './files';
import { useUpload } from './useUpload';
import classes from './Assets.module.css';

export interface ImportDialogProps {
  opened: boolean;
  initialTab: 'files' | 'cloud';
  onClose: () => void;
}

/** Brings assets in: files of this computer, or addresses of files elsewhere. */
export function ImportDialog({ opened, initialTab, onClose }: ImportDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Import assets" size="lg">
      <Tabs defaultValue={initialTab}>
        <Tabs.List mb="md">
          <Tabs.Tab value="files">From this computer</Tabs.Tab>
          <Tabs.Tab value="cloud">By address</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="files">
          <FilesForm onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="cloud">
          <CloudForm onClose={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}

function FilesForm({ onClose }: { onClose: () => void }) {
  const { project } = useCurrentProject();
  const [items, setItems] = useState<UploadItem[]>([]);
  const [names, setNames] = useState<string[]>([]);
  const [over, setOver] = useState(false);
  const [error, setError] = useState<unknown>();
  const folder = useRef<HTMLInputElement>(null);
  const upload = useUpload();
  const idsOf = useBatchIds();
  const bytes = items.reduce((sum, item) => sum + item.file.size, 0);

  const start = async () => {
    try {
      upload(items, await idsOf(names));
      onClose();
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <Stack gap="md">
      <div
        className={classes.target}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          void itemsOfDrop(event.dataTransfer).then(
            (dropped) => setItems([...items, ...dropped]),
            setError,
          );
        }}
      >
        <IconUpload size={24} stroke={1.5} aria-hidden />
        <Text fw={500}>
          {items.length === 0
            ? 'Drop files or folders here'
            : `${count(items.length, 'file')}, ${formatBytes(bytes)}`}
        </Text>
        <Group gap="xs">
          <FileButton multiple onChange={(files) => setItems([...items, ...itemsOfList(files)])}>
            {(button) => (
              <Button variant="default" size="xs" {...button}>
                Choose files
              </Button>
            )}
          </FileButton>
          <Button variant="default" size="xs" onClick={() => folder.current?.click()}>
            Choose a folder
          </Button>
          <input
            ref={(input) => {
              input?.setAttribute('webkitdirectory', '');
              folder.current = input;
            }}
            type="file"
            hidden
            aria-label="Folder"
            onChange={(event) =>
              setItems([...items, ...itemsOfList(event.currentTarget.files ?? [])])
            }
          />
          {items.length > 0 && (
            <Button variant="subtle" color="gray" size="xs" onClick={() => setItems([])}>
              Clear
            </Button>
          )}
        </Group>
      </div>
      <Text size="xs" c="dimmed">
        The file name, with its path inside a folder, becomes the external id.
      </Text>
      <BatchesField project={project} value={names} onChange={setNames} />
      {error !== undefined && (
        <Alert color="red" role="alert">
          {messageOf(error)}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={items.length === 0} onClick={() => void start()}>
          {items.length > 0 ? `Upload ${count(items.length, 'file')}` : 'Upload'}
        </Button>
      </Group>
    </Stack>
  );
}

function CloudForm({ onClose }: { onClose: () => void }) {
  const { project, id } = useCurrentProject();
  const [text, setText] = useState('');
  const [names, setNames] = useState<string[]>([]);
  const [error, setError] = useState<unknown>();
  const cloud = useCloudImport(id);
  const idsOf = useBatchIds();
  const { assets, faults } = parseCloudList(text);
  const failed = cloud.data?.assets.failed ?? [];

  const start = async () => {
    setError(undefined);
    try {
      const result = await cloud.mutateAsync({ assets, batches: await idsOf(names) });
      toast.done(`${count(result.assets.assetsCreated, 'asset')} imported`);
      if ((result.assets.failed ?? []).length === 0) {
        onClose();
      }
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <Stack gap="md">
      <Textarea
        label="Addresses"
        description="One per line, optionally a comma and the external id; or JSON: a list of addresses or of assets with data, externalId, batches, metadata"
        placeholder={
          'https://files.example.com/0001.jpg\nhttps://files.example.com/0002.jpg, second'
        }
        autosize
        minRows={6}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        error={
          faults.length > 0
            ? `${faults.slice(0, 3).join('. ')}${faults.length > 3 ? ` and ${faults.length - 3} more` : ''}`
            : undefined
        }
        spellCheck={false}
      />
      <FileButton
        accept="application/json,.json,.txt,.csv"
        onChange={(file) => void file?.text().then(setText)}
      >
        {(button) => (
          <Button variant="default" size="xs" {...button} style={{ alignSelf: 'flex-start' }}>
            Read from a file
          </Button>
        )}
      </FileButton>
      <BatchesField project={project} value={names} onChange={setNames} />
      {error !== undefined && (
        <Alert color="red" role="alert">
          {messageOf(error)} Nothing was imported.
        </Alert>
      )}
      {failed.length > 0 && (
        <Alert color="yellow" role="alert" title={`${count(failed.length, 'asset')} refused`}>
          {failed.slice(0, 20).map((failure) => (
            <div key={failure.index}>
              {failure.externalId ?? `Item ${failure.index + 1}`}: {failure.reason}
            </div>
          ))}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {failed.length > 0 ? 'Close' : 'Cancel'}
        </Button>
        <Button
          disabled={assets.length === 0 || faults.length > 0}
          loading={cloud.isPending}
          onClick={() => void start()}
        >
          {assets.length > 0 ? `Import ${count(assets.length, 'asset')}` : 'Import'}
        </Button>
      </Group>
    </Stack>
  );
}
