import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '@/api/client';
import { useCreateBatch, useDeleteBatches, useRenameBatch } from '@/api/projects';
import type { Batch } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { CopyId } from '@/ui/bits';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { DataTable, type Column } from '@/ui/DataTable';
import { BatchesPicture } from '@/ui/EmptyPictures';
import { Toolbar } from '@/ui/Page';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { SettingsFrame } from './SettingsFrame';
import classes from './Settings.module.css';

/** Batches: labels on assets to filter, assign and export by. */
export function BatchesPage() {
  const { project, id, may } = useCurrentProject();
  const manages = may('manageBatches');
  const [renaming, setRenaming] = useState<string>();
  const [deleting, setDeleting] = useState<Batch>();
  const remove = useDeleteBatches(id);

  const columns: Column<Batch>[] = [
    {
      key: 'name',
      title: 'Name',
      cell: (batch) =>
        renaming === batch._id ? (
          <RenameField batch={batch} onDone={() => setRenaming(undefined)} />
        ) : (
          <>
            <span className={classes.swatch} style={{ background: batch.color }} aria-hidden />
            <Link
              to={`/projects/${id}/tasks?batch=${batch._id}`}
              title={batch.name}
              className={classes.batch}
            >
              {batch.name}
            </Link>
          </>
        ),
    },
    { key: 'id', title: 'Id', cell: (batch) => <CopyId id={batch._id} label="Copy batch id" /> },
    ...(manages
      ? [
          {
            key: 'actions',
            title: '',
            fit: true,
            align: 'right' as const,
            cell: (batch: Batch) => (
              <>
                <Button
                  size="xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => setRenaming(batch._id)}
                >
                  Rename
                </Button>
                <Button size="xs" variant="subtle" color="gray" onClick={() => setDeleting(batch)}>
                  Delete
                </Button>
              </>
            ),
          },
        ]
      : []),
  ];

  return (
    <SettingsFrame>
      {manages && <CreateBatch />}
      {project.batches.length > 0 ? (
        <DataTable
          label="Batches"
          columns={columns}
          rows={project.batches}
          rowKey={(batch) => batch._id}
        />
      ) : (
        <EmptyState picture={<BatchesPicture />} title="No batches yet">
          A batch marks a set of assets, for example one delivery, so that you can filter, assign
          and export just those.
        </EmptyState>
      )}
      {deleting && (
        <ConfirmDialog
          opened
          onClose={() => setDeleting(undefined)}
          title="Delete this batch?"
          typed={deleting.name}
          action="Delete batch"
          loading={remove.isPending}
          error={remove.error}
          onConfirm={() =>
            remove.mutate([deleting._id], {
              onSuccess: () => {
                toast.done(`Batch ${deleting.name} deleted`);
                setDeleting(undefined);
              },
            })
          }
        >
          Its assets and tasks stay but no longer belong to the batch, and which ones did is
          forgotten.
        </ConfirmDialog>
      )}
    </SettingsFrame>
  );
}

function CreateBatch() {
  const { project, id } = useCurrentProject();
  const [name, setName] = useState('');
  const create = useCreateBatch(id);
  const taken = project.batches.some((batch) => batch.name === name.trim());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() && !taken) {
          create.mutate(name.trim(), {
            onSuccess: () => {
              toast.done(`Batch ${name.trim()} created`);
              setName('');
            },
          });
        }
      }}
    >
      <Toolbar>
        <TextInput
          w={280}
          aria-label="Name of the new batch"
          placeholder="Name of the new batch"
          maxLength={256}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          leftSection={<IconPlus size={15} />}
          disabled={!name.trim() || taken}
          loading={create.isPending}
        >
          Create batch
        </Button>
        {taken && (
          <Text size="xs" c="dimmed">
            A batch of this name exists already.
          </Text>
        )}
        {create.isError && (
          <Alert color="red" role="alert" p={6}>
            {messageOf(create.error)}
          </Alert>
        )}
      </Toolbar>
    </form>
  );
}

function RenameField({ batch, onDone }: { batch: Batch; onDone: () => void }) {
  const { id } = useCurrentProject();
  const [name, setName] = useState(batch.name);
  const rename = useRenameBatch(id);
  const save = () => {
    if (!name.trim() || name.trim() === batch.name) {
      onDone();
      return;
    }
    rename.mutate(
      { ...batch, name: name.trim() },
      {
        onSuccess: () => {
          toast.done('Batch renamed', () => rename.mutate(batch));
          onDone();
        },
        onError: toast.failed,
      },
    );
  };
  return (
    <Group gap={6} wrap="nowrap">
      <TextInput
        size="xs"
        flex={1}
        ref={(input) => input?.focus()}
        aria-label={`New name of ${batch.name}`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            save();
          } else if (event.key === 'Escape') {
            onDone();
          }
        }}
      />
      <Button size="xs" onClick={save} loading={rename.isPending}>
        Save
      </Button>
    </Group>
  );
}
