import { Alert, Button, Group, Modal, Stack, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { useCreateBatch } from '@/api/projects';
import type { Project } from '@/api/types';
import { useCurrentProject } from './useCurrentProject';

/** Finds the batches by name and makes those that are missing; returns their ids. */
export function useBatchIds() {
  const { project, id } = useCurrentProject();
  const create = useCreateBatch(id);
  return async (names: string[]): Promise<string[]> => {
    const ids: string[] = [];
    for (const name of names) {
      const known = project.batches.find((batch) => batch.name === name);
      ids.push(known?._id ?? (await create.mutateAsync(name))._id);
    }
    return ids;
  };
}

/** A field to choose batches by name or to name new ones. */
export function BatchesField(props: {
  project: Project;
  value: string[];
  onChange: (names: string[]) => void;
  label?: string;
}) {
  return (
    <TagsInput
      label={props.label ?? 'Batches'}
      description="Choose, or type a new name and press Enter"
      placeholder={props.value.length === 0 ? 'No batch' : undefined}
      data={props.project.batches.map((batch) => batch.name)}
      value={props.value}
      onChange={props.onChange}
      maxDropdownHeight={220}
    />
  );
}

export interface BatchesDialogProps {
  opened: boolean;
  onClose: () => void;
  /** For example "3 assets". */
  what: string;
  onApply: (batchIds: string[]) => Promise<void>;
}

/** Adds something to batches, existing or new. */
export function BatchesDialog({ opened, onClose, what, onApply }: BatchesDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Add ${what} to batches`}>
      <BatchesForm onClose={onClose} onApply={onApply} />
    </Modal>
  );
}

function BatchesForm({ onClose, onApply }: Pick<BatchesDialogProps, 'onClose' | 'onApply'>) {
  const { project } = useCurrentProject();
  const [names, setNames] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const idsOf = useBatchIds();
  const apply = async () => {
    setBusy(true);
    try {
      await onApply(await idsOf(names));
      onClose();
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void apply();
      }}
    >
      <Stack gap="sm">
        {error !== undefined && (
          <Alert color="red" role="alert">
            {messageOf(error)}
          </Alert>
        )}
        <BatchesField project={project} value={names} onChange={setNames} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={names.length === 0}>
            Add to {names.length > 1 ? `${names.length} batches` : 'batch'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
