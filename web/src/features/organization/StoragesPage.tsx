import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { administers } from '@/api/rights';
import { useMe } from '@/api/session';
import { useDeleteStorage, useStorages } from '@/api/storages';
import type { Me, Storage } from '@/api/types';
import { CopyId, RelativeTime } from '@/ui/bits';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { DataTable, type Column } from '@/ui/DataTable';
import { StoragePicture } from '@/ui/EmptyPictures';
import { NotAllowed } from '@/ui/NotAllowed';
import { PageHead } from '@/ui/Page';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { AddStorageDialog } from './AddStorageDialog';
import classes from './Organization.module.css';
import { OrganizationViews } from './OrganizationViews';
import { TestStorageDialog } from './TestStorageDialog';

/** The object stores of the organization. */
export function StoragesPage() {
  const me = useMe();
  if (!me.data) {
    return <RowsSkeleton />;
  }
  return administers(me.data.organizationRole) ? (
    <Storages me={me.data} />
  ) : (
    <NotAllowed what="Storages are looked after by the admins of the organization." />
  );
}

function Storages({ me }: { me: Me }) {
  const storages = useStorages();
  const [adding, { open, close }] = useDisclosure(false);
  const [deleting, setDeleting] = useState<Storage>();
  const [testing, setTesting] = useState<Storage>();
  const add = (
    <Button leftSection={<IconPlus size={15} />} onClick={open}>
      Add storage
    </Button>
  );
  const rows = storages.data ?? [];
  return (
    <>
      <PageHead title={me.organization.name} actions={rows.length > 0 && add} />
      <OrganizationViews value="storages" />
      {storages.isPending && <RowsSkeleton rows={4} />}
      {storages.isError && (
        <ErrorState error={storages.error} onRetry={() => void storages.refetch()} />
      )}
      {storages.isSuccess && rows.length === 0 && (
        <EmptyState picture={<StoragePicture />} title="No storage yet" action={add}>
          Connect an S3-compatible object store, and projects can write their exports there.
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          label="Storages"
          columns={columns({ onTest: setTesting, onDelete: setDeleting })}
          rows={rows}
          rowKey={(storage) => storage._id}
        />
      )}
      <AddStorageDialog opened={adding} onClose={close} key={String(adding)} />
      {testing && <TestStorageDialog storage={testing} onClose={() => setTesting(undefined)} />}
      {deleting && <DeleteDialog storage={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

interface RowActions {
  onTest: (storage: Storage) => void;
  onDelete: (storage: Storage) => void;
}

function columns({ onTest, onDelete }: RowActions): Column<Storage>[] {
  return [
    {
      key: 'name',
      title: 'Name',
      cell: (storage) => (
        <div className={classes.lines}>
          <div className={classes.first}>{storage.name}</div>
          <CopyId id={storage._id} />
        </div>
      ),
    },
    {
      key: 'kind',
      title: 'Kind',
      width: 140,
      cell: (storage) => (
        <div className={classes.lines}>
          {kindOf(storage)}
          <div className={classes.second}>{storage.region}</div>
        </div>
      ),
    },
    {
      key: 'place',
      title: 'Place',
      cell: (storage) => (
        <div className={classes.lines}>
          <div className="truncate" title={placeOf(storage)}>
            {placeOf(storage)}
          </div>
          {storage.bucket && <div className={classes.second}>Bucket {storage.bucket}</div>}
        </div>
      ),
    },
    {
      key: 'key',
      title: 'Access key',
      width: 180,
      cell: (storage) => <span className="mono">{storage.publicKey ?? '–'}</span>,
    },
    {
      key: 'created',
      title: 'Added',
      width: 100,
      cell: (storage) => <RelativeTime at={storage.createdAt} />,
    },
    {
      key: 'actions',
      title: '',
      fit: true,
      align: 'right',
      cell: (storage) => (
        <>
          <Button size="xs" variant="subtle" onClick={() => onTest(storage)}>
            Test
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => onDelete(storage)}>
            Delete
          </Button>
        </>
      ),
    },
  ];
}

function kindOf({ provider, endpoint }: Storage): string {
  if (provider === 'FOLDER') {
    return 'Folder';
  }
  return endpoint ? 'S3-compatible' : 'Amazon S3';
}

const placeOf = ({ folder, endpoint }: Storage) => folder ?? endpoint ?? 'Amazon';

function DeleteDialog({ storage, onClose }: { storage: Storage; onClose: () => void }) {
  const remove = useDeleteStorage();
  const inUse = remove.error instanceof ApiError && remove.error.status === 409;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Delete ${storage.name}?`}
      typed={storage.name}
      action={inUse ? 'Delete all the same' : 'Delete storage'}
      loading={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(
          { id: storage._id, force: inUse },
          {
            onSuccess: () => {
              onClose();
              toast.done(`${storage.name} deleted`);
            },
          },
        )
      }
    >
      Kalem forgets how to reach it. The files there stay, but earlier exports can no longer be
      downloaded from here.
    </ConfirmDialog>
  );
}
