import { Button, SegmentedControl, Text, VisuallyHidden } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconFileImport, IconLayoutGrid, IconList, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAssets } from '@/api/assets';
import type { Asset, Project } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { useOfferActions } from '@/ui/actions';
import { Copy, Person, RelativeTime } from '@/ui/bits';
import { DataTable, type Column } from '@/ui/DataTable';
import { AssetsPicture } from '@/ui/EmptyPictures';
import { OptionFilter } from '@/ui/FilterChip';
import { NotAllowed } from '@/ui/NotAllowed';
import { Toolbar } from '@/ui/Page';
import { Pager } from '@/ui/Pager';
import { SearchInput } from '@/ui/SearchInput';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { listParam, numberParam, useSearchState } from '@/ui/useSearchState';
import { AssetGrid, Thumbnail } from './AssetGrid';
import { AssetsBulkBar } from './AssetsBulkBar';
import { DropZone } from './DropZone';
import { ImportDialog } from './ImportDialog';
import classes from './Assets.module.css';

/** The files of the project: look, filter, import, put into batches, delete. */
export function AssetsPage() {
  const { may } = useCurrentProject();
  return may('seeAssets') ? (
    <Assets />
  ) : (
    <NotAllowed what="The list of assets is for reviewers and managers." />
  );
}

function Assets() {
  const { project, id, may } = useCurrentProject();
  const { params, patch } = useSearchState();
  const navigate = useNavigate();
  const [view, setView] = useLocalStorage<'grid' | 'list'>({
    key: 'kalem-assets-view',
    defaultValue: 'grid',
  });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const page = numberParam(params, 'page', 1);
  const limit = numberParam(params, 'limit', 50);
  const externalId = params.get('externalId') ?? '';
  const batches = listParam(params, 'batch');
  const sort = params.get('sort') ?? '-createdAt';
  const assets = useAssets(id, { page, limit, sort, externalId, batches });
  const rows = assets.data?.assets ?? [];
  const filtered = externalId !== '' || batches.length > 0;
  const imports = may('import');
  const columns = useMemo(() => assetColumns(project), [project]);
  const importing = params.get('import');

  useOfferActions(
    useMemo(
      () =>
        imports
          ? [
              {
                id: 'import',
                label: 'Import assets',
                group: 'Assets',
                shortcut: 'i',
                run: () => patch({ import: 'files' }, true),
              },
            ]
          : [],
      [imports, patch],
    ),
  );

  const open = (asset: Asset) => {
    const task = asset.labelTasks?.[0];
    if (task) {
      void navigate(`/tasks/${task._id}?project=${id}`);
    }
  };
  const importButton = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => patch({ import: 'files' }, true)}>
      Import assets
    </Button>
  );

  return (
    <DropZone enabled={imports}>
      <Toolbar
        right={
          <>
            {' '}
            <SegmentedControl
              size="xs"
              aria-label="View"
              value={view}
              onChange={(value) => setView(value)}
              data={[
                {
                  value: 'grid',
                  label: <ViewIcon name="Grid" icon={<IconLayoutGrid size={14} />} />,
                },
                { value: 'list', label: <ViewIcon name="List" icon={<IconList size={14} />} /> },
              ]}
            />
            {imports && (
              <Button
                variant="default"
                component={Link}
                to={`/projects/${id}/import`}
                leftSection={<IconFileImport size={15} />}
              >
                Import labels
              </Button>
            )}
            {imports && (rows.length > 0 || filtered) && importButton}
          </>
        }
      >
        <SearchInput
          label="Find by external id"
          placeholder="Exact external id"
          value={externalId}
          onSearch={(value) => patch({ externalId: value }, true)}
        />
        {project.batches.length > 0 && (
          <OptionFilter
            label="Batch"
            options={project.batches.map((batch) => ({ value: batch._id, label: batch.name }))}
            value={batches}
            onChange={(value) => patch({ batch: value })}
          />
        )}
      </Toolbar>
      {assets.isPending && <RowsSkeleton />}
      {assets.isError && <ErrorState error={assets.error} onRetry={() => void assets.refetch()} />}
      {assets.data && rows.length === 0 && !filtered && page === 1 && (
        <EmptyState
          picture={<AssetsPicture />}
          title="Bring files in"
          action={imports ? importButton : undefined}
        >
          {imports
            ? 'Drop images or whole folders anywhere on this page, or import them by address. Each file becomes one task.'
            : 'A manager has not imported any files yet.'}
        </EmptyState>
      )}
      {assets.data && rows.length === 0 && (filtered || page > 1) && (
        <Toolbar>
          <Text c="dimmed">
            {externalId
              ? 'No asset has exactly this external id.'
              : 'No asset matches these filters.'}
          </Text>
          {externalId && (
            <Button
              size="xs"
              variant="default"
              component={Link}
              to={`/projects/${id}/tasks?externalId=${encodeURIComponent(externalId)}`}
            >
              Find tasks that contain it
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            onClick={() => patch({ externalId: undefined, batch: undefined })}
          >
            Clear filters
          </Button>
        </Toolbar>
      )}
      {rows.length > 0 && (
        <>
          {view === 'grid' ? (
            <AssetGrid
              assets={rows}
              selected={selected}
              onSelect={may('manageBatches') ? setSelected : undefined}
              onOpen={open}
              stale={assets.isPlaceholderData}
            />
          ) : (
            <DataTable
              label="Assets"
              columns={columns}
              rows={rows}
              rowKey={(asset) => asset._id}
              rowName={(asset) => asset.externalId}
              sort={sort}
              onSort={(next) => patch({ sort: next })}
              selected={selected}
              onSelect={may('manageBatches') ? setSelected : undefined}
              onOpen={open}
              stale={assets.isPlaceholderData}
            />
          )}
          <AssetsBulkBar
            selected={selected}
            total={assets.data?.total ?? 0}
            onClear={() => setSelected(new Set())}
          />
          <Pager
            page={page}
            limit={limit}
            total={assets.data?.total ?? 0}
            onPage={(next) => patch({ page: next })}
            onLimit={(next) => patch({ limit: next })}
            limits={[50, 100, 200]}
          />
        </>
      )}
      {imports && (
        <ImportDialog
          opened={importing !== null}
          initialTab={importing === 'cloud' ? 'cloud' : 'files'}
          onClose={() => patch({ import: undefined }, true)}
        />
      )}
    </DropZone>
  );
}

function ViewIcon({ name, icon }: { name: string; icon: React.ReactNode }) {
  return (
    <span className={classes.view}>
      {icon}
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  );
}

/** Columns of the list view; people by their names in the project. */
function assetColumns(project: Project): Column<Asset>[] {
  const nameOf = (email: string) =>
    project.assignedTo.find((member) => member.assignee === email)?.name;
  return [
    {
      key: 'thumbnail',
      title: '',
      width: 56,
      cell: (asset) => <Thumbnail asset={asset} small />,
    },
    {
      key: 'externalId',
      title: 'External id',
      sortBy: 'externalId',
      cell: (asset) => (
        <span className={classes.id}>
          <span className="truncate" title={asset.externalId}>
            {asset.externalId}
          </span>
          <Copy value={asset.externalId} label="Copy external id" />
        </span>
      ),
    },
    {
      key: 'size',
      title: 'Pixels',
      width: 110,
      cell: (asset) =>
        asset.metadata?.width && asset.metadata.height
          ? `${asset.metadata.width} × ${asset.metadata.height}`
          : '–',
    },
    {
      key: 'batches',
      title: 'Batches',
      cell: (asset) => asset.batches?.join(', ') ?? '',
    },
    {
      key: 'by',
      title: 'Imported by',
      width: 160,
      cell: (asset) =>
        asset.createdBy ? <Person name={nameOf(asset.createdBy)} email={asset.createdBy} /> : '–',
    },
    {
      key: 'at',
      title: 'Imported',
      sortBy: 'createdAt',
      width: 110,
      cell: (asset) => <RelativeTime at={asset.createdAt} />,
    },
  ];
}
