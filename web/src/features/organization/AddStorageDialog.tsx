import {
  Alert,
  Button,
  Group,
  Modal,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { useCreateStorage, useDeleteStorage, type StorageInput } from '@/api/storages';
import type { Storage } from '@/api/types';
import { toast } from '@/ui/toast';

/** Connects an object store, or a folder of the server. */
export function AddStorageDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add a storage">
      <AddStorage onClose={onClose} />
    </Modal>
  );
}

function AddStorage({ onClose }: { onClose: () => void }) {
  const [unreached, setUnreached] = useState<Storage>();
  if (unreached) {
    return <Unreached storage={unreached} onClose={onClose} />;
  }
  return (
    <StorageForm
      onClose={onClose}
      onAdded={(storage) => {
        if (storage.validation?.state === 'failed') {
          setUnreached(storage);
        } else {
          toast.done(`${storage.name} added`);
          onClose();
        }
      }}
    />
  );
}

interface Values {
  kind: 'AWS' | 'FOLDER';
  name: string;
  endpoint: string;
  region: string;
  publicKey: string;
  privateKey: string;
  bucket: string;
  folder: string;
}

const EMPTY: Values = {
  kind: 'AWS',
  name: '',
  endpoint: '',
  region: 'eu-central-1',
  publicKey: '',
  privateKey: '',
  bucket: '',
  folder: '',
};

/** The request for what was typed; undefined while something is missing. */
function inputOf(values: Values): StorageInput | undefined {
  const { kind, name, endpoint, region, publicKey, privateKey, bucket, folder } =
    Object.fromEntries(
      Object.entries(values).map(([key, text]) => [key, String(text).trim()]),
    ) as unknown as Values;
  if (kind === 'FOLDER') {
    return name && folder ? { name, provider: kind, folder } : undefined;
  }
  if (!name || !region || !publicKey || !privateKey || endpointFault(endpoint)) {
    return undefined;
  }
  return {
    name,
    provider: kind,
    region,
    publicKey,
    privateKey,
    ...(endpoint ? { endpoint } : {}),
    ...(bucket ? { bucket } : {}),
  };
}

function endpointFault(endpoint: string): string | undefined {
  return endpoint && !/^https?:\/\/\S+$/i.test(endpoint.trim())
    ? 'Enter an http or https address'
    : undefined;
}

interface StorageFormProps {
  onClose: () => void;
  onAdded: (storage: Storage) => void;
}

function StorageForm({ onClose, onAdded }: StorageFormProps) {
  const create = useCreateStorage();
  const [values, setValues] = useState(EMPTY);
  const set = (patch: Partial<Values>) => setValues({ ...values, ...patch });
  const input = inputOf(values);
  const text = (key: Exclude<keyof Values, 'kind'>) => ({
    value: values[key],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      set({ [key]: event.currentTarget.value }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (input) {
          create.mutate(input, { onSuccess: onAdded });
        }
      }}
    >
      <Stack gap="sm">
        {create.isError && (
          <Alert color="red" role="alert">
            {messageOf(create.error)}
          </Alert>
        )}
        <SegmentedControl
          size="xs"
          aria-label="Kind of storage"
          value={values.kind}
          onChange={(kind) => set({ kind })}
          data={[
            { value: 'AWS', label: 'S3-compatible' },
            { value: 'FOLDER', label: 'Folder on the server' },
          ]}
        />
        <TextInput label="Name" data-autofocus required {...text('name')} />
        {values.kind === 'FOLDER' ? (
          <TextInput
            label="Folder"
            description="Path on the server, below those that its operator allows"
            placeholder="/srv/exports"
            required
            {...text('folder')}
          />
        ) : (
          <>
            <TextInput
              label="Endpoint"
              description="Address of a store such as MinIO; empty = Amazon S3"
              placeholder="https://s3.example.com"
              error={endpointFault(values.endpoint)}
              {...text('endpoint')}
            />
            <TextInput label="Region" required {...text('region')} />
            <TextInput label="Access key id" required autoComplete="off" {...text('publicKey')} />
            <PasswordInput
              label="Secret access key"
              description="Kept encrypted and never shown again"
              required
              autoComplete="new-password"
              {...text('privateKey')}
            />
            <TextInput
              label="Bucket"
              description="Used where no other is named"
              {...text('bucket')}
            />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!input}>
            Add storage
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Asks before a storage that cannot be reached is kept. */
function Unreached({ storage, onClose }: { storage: Storage; onClose: () => void }) {
  const remove = useDeleteStorage();
  return (
    <Stack gap="sm">
      <Alert color="yellow" role="alert" title={`${storage.name} could not be reached`}>
        {storage.validation?.reason ?? 'The storage gave no reason.'}
      </Alert>
      <Text size="sm">It was added all the same. Keep it if the store is still being set up.</Text>
      <Group justify="flex-end" gap="xs">
        <Button
          variant="default"
          loading={remove.isPending}
          onClick={() =>
            remove.mutate({ id: storage._id }, { onSuccess: onClose, onError: toast.failed })
          }
        >
          Remove it
        </Button>
        <Button onClick={onClose}>Keep it</Button>
      </Group>
    </Stack>
  );
}
