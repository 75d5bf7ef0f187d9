import {
  Alert,
  Anchor,
  Button,
  Fieldset,
  Group,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '@/api/client';
import { useExportStorage, useSaveExportStorage } from '@/api/exports';
import { administers } from '@/api/rights';
import { useMe } from '@/api/session';
import { useStorages } from '@/api/storages';
import type { ExportStorage } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { NotAllowed } from '@/ui/NotAllowed';
import { Section, Sections } from '@/ui/Page';
import { BlockSkeleton, ErrorState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { UnsavedGuard } from '@/ui/UnsavedGuard';
import { SettingsFrame } from './SettingsFrame';

/** The storage that a project's exports are written to. */
export function ExportStoragePage() {
  const { may } = useCurrentProject();
  return (
    <SettingsFrame>
      {may('export') ? (
        <Loaded />
      ) : (
        <NotAllowed what="Where exports go is decided by project managers." />
      )}
    </SettingsFrame>
  );
}

function Loaded() {
  const { id } = useCurrentProject();
  const saved = useExportStorage(id);
  if (saved.isPending) {
    return <BlockSkeleton />;
  }
  if (saved.isError) {
    return <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />;
  }
  return <StorageForm saved={saved.data} />;
}

function pathFault(path: string): string | undefined {
  return path.split('/').includes('..') ? 'A path cannot go up with ..' : undefined;
}

function StorageForm({ saved }: { saved: ExportStorage }) {
  const { id } = useCurrentProject();
  const storages = useStorages();
  const save = useSaveExportStorage(id);
  const [changes, setChanges] = useState<Partial<ExportStorage>>({});
  const values = { ...saved, ...changes };
  const chosen = storages.data?.find((storage) => storage._id === values.storage);
  const canChoose = storages.data?.length !== 0;
  const isFolder = chosen?.provider === 'FOLDER';
  const needsBucket = !isFolder && !chosen?.bucket;
  const set = (patch: Partial<ExportStorage>) => {
    save.reset();
    setChanges({ ...changes, ...patch });
  };
  const bucket = values.bucket?.trim() ?? '';
  const path = values.path?.trim() ?? '';
  const dirty = (Object.keys(changes) as (keyof ExportStorage)[]).some(
    (key) => (changes[key] ?? '') !== (saved[key] ?? ''),
  );
  const complete =
    !values.enabled ||
    (Boolean(values.storage) && (bucket !== '' || !needsBucket) && !pathFault(path));

  const submit = async (): Promise<boolean> => {
    if (!complete) {
      return false;
    }
    try {
      await save.mutateAsync({
        enabled: values.enabled,
        storage: values.storage ?? '',
        bucket: isFolder ? '' : bucket,
        path: path.replace(/^\/+|\/+$/g, ''),
      });
      setChanges({});
      toast.done(
        values.enabled
          ? 'Saved; a test file was written there and removed'
          : 'Saved; exports stay in the storage of Kalem',
      );
      return true;
    } catch {
      return false;
    }
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Sections>
        <Section
          title="Export storage"
          description="Exports go to a storage of your organization instead of Kalem’s own, and Kalem never removes them from there. If one cannot be written, the export fails and says why."
        >
          <Switch
            label="Write exports to your own storage"
            checked={values.enabled}
            onChange={(event) => set({ enabled: event.currentTarget.checked })}
          />
          {values.enabled && (
            <Fieldset variant="unstyled">
              <Stack gap="md">
                <StorageSelect
                  saved={saved}
                  value={values.storage || null}
                  onChange={(storage) => set({ storage })}
                  storages={storages}
                />
                {canChoose && !isFolder && (
                  <TextInput
                    label="Bucket"
                    required={needsBucket}
                    placeholder={chosen?.bucket ?? undefined}
                    value={values.bucket ?? ''}
                    onChange={(event) => set({ bucket: event.currentTarget.value })}
                  />
                )}
                {canChoose && (
                  <TextInput
                    label="Path"
                    description={`Inside the ${isFolder ? 'folder' : 'bucket'}, created when it is missing; leave empty for the top`}
                    placeholder="exports/2026"
                    value={values.path ?? ''}
                    error={pathFault(path)}
                    onChange={(event) => set({ path: event.currentTarget.value })}
                  />
                )}
              </Stack>
            </Fieldset>
          )}
          {save.isError && (
            <Alert color="red" role="alert" title="The storage was not saved">
              {messageOf(save.error)}
            </Alert>
          )}
          <Group gap="xs">
            <Button type="submit" disabled={!dirty || !complete} loading={save.isPending}>
              {save.isPending ? 'Testing' : 'Save'}
            </Button>
            {dirty && (
              <Button variant="default" onClick={() => setChanges({})}>
                Discard
              </Button>
            )}
          </Group>
        </Section>
      </Sections>
      <UnsavedGuard when={dirty} onSave={submit} />
    </form>
  );
}

interface StorageSelectProps {
  saved: ExportStorage;
  value: string | null;
  onChange: (storage: string | null) => void;
  storages: ReturnType<typeof useStorages>;
}

function StorageSelect({ saved, value, onChange, storages }: StorageSelectProps) {
  const admin = administers(useMe().data?.organizationRole);
  if (storages.isError) {
    return (
      <Alert color="red" role="alert">
        The storages could not be listed. {messageOf(storages.error)}
      </Alert>
    );
  }
  if (storages.data?.length === 0) {
    return (
      <Alert color="gray" title="The organization has no storage yet">
        {admin ? (
          <>
            Add one under{' '}
            <Anchor component={Link} to="/organization/storages" inherit>
              Organization, Storages
            </Anchor>
            .
          </>
        ) : (
          'Ask an admin of the organization to add one.'
        )}
      </Alert>
    );
  }
  const isGone = Boolean(saved.storage) && !saved.storageName && value === saved.storage;
  return (
    <Select
      label="Storage"
      required
      placeholder="Choose a storage"
      data={(storages.data ?? []).map((storage) => ({ value: storage._id, label: storage.name }))}
      value={isGone ? null : value}
      error={isGone ? 'The storage was deleted; choose another' : undefined}
      onChange={onChange}
      disabled={storages.isPending}
      allowDeselect={false}
    />
  );
}
