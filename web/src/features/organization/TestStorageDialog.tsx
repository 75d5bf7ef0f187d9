import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { useCheckStorage } from '@/api/storages';
import type { Storage, StorageCheck } from '@/api/types';
import classes from './Organization.module.css';

/** Tries out what a storage allows, and says what its policy lacks. */
export function TestStorageDialog({ storage, onClose }: { storage: Storage; onClose: () => void }) {
  const check = useCheckStorage(storage._id);
  const [bucket, setBucket] = useState(storage.bucket ?? '');
  const [path, setPath] = useState('');
  return (
    <Modal opened onClose={onClose} title={`Test ${storage.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          check.mutate({ bucket: bucket.trim(), path: path.trim() });
        }}
      >
        <Stack gap="sm">
          {storage.provider !== 'FOLDER' && (
            <TextInput
              label="Bucket"
              data-autofocus
              value={bucket}
              onChange={(event) => setBucket(event.currentTarget.value)}
            />
          )}
          <TextInput
            label="Path"
            description="A folder that exports would go to; empty = top"
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          {check.isError && (
            <Alert color="red" role="alert">
              {messageOf(check.error)}
            </Alert>
          )}
          {check.data && (
            <ul className={classes.checks} aria-label="Results">
              {check.data.map((step) => (
                <Step key={step.name} step={step} />
              ))}
            </ul>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={check.isPending}>
              Test
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const STATES = { pass: 'worked', fail: 'failed', skipped: 'not tried' };

function Step({ step }: { step: StorageCheck }) {
  const Icon = { pass: IconCircleCheck, fail: IconCircleX, skipped: IconCircleMinus }[step.state];
  const name = step.name.charAt(0).toUpperCase() + step.name.slice(1);
  return (
    <li data-state={step.state}>
      <Icon size={16} stroke={1.6} aria-hidden />
      <div>
        <Text size="sm">
          {name}: {STATES[step.state]}
        </Text>
        {step.message && (
          <Text size="xs" c="dimmed">
            {step.message}
          </Text>
        )}
        {step.state === 'fail' && step.permission && (
          <Text size="xs" className="mono">
            {step.permission}
          </Text>
        )}
      </div>
    </li>
  );
}
