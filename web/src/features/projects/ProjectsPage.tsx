import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { useProjects } from '@/api/projects';
import type { ProjectSummary } from '@/api/types';
import { useOfferActions } from '@/ui/actions';
import { RelativeTime } from '@/ui/bits';
import { DataTable, type Column } from '@/ui/DataTable';
import { ProjectsPicture } from '@/ui/EmptyPictures';
import { PageHead, Toolbar } from '@/ui/Page';
import { Pager } from '@/ui/Pager';
import { SearchInput } from '@/ui/SearchInput';
import { ProgressBar } from '@/ui/StageBar';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { numberParam, useSearchState } from '@/ui/useSearchState';
import { CreateProjectDialog } from './CreateProjectDialog';
import classes from './ProjectsPage.module.css';

const COLUMNS: Column<ProjectSummary>[] = [
  {
    key: 'name',
    title: 'Name',
    sortBy: 'name',
    cell: (project) => (
      <span className={classes.name}>
        <Link to={`/projects/${project._id}`} className={classes.link} title={project.name}>
          {project.name}
        </Link>
        {project.description && (
          <Text span size="xs" c="dimmed" className="truncate" title={project.description}>
            {project.description}
          </Text>
        )}
      </span>
    ),
  },
  {
    key: 'progress',
    title: 'Complete',
    width: 180,
    cell: (project) => (
      <ProgressBar part={project.tasks?.completed ?? 0} total={project.tasks?.total ?? 0} />
    ),
  },
  {
    key: 'tasks',
    title: 'Tasks',
    width: 100,
    align: 'right',
    cell: (project) => (project.tasks?.total ?? 0).toLocaleString('en'),
  },
  { key: 'role', title: 'Your role', width: 110, cell: (project) => project.role ?? '–' },
  {
    key: 'created',
    title: 'Created',
    sortBy: 'createdAt',
    width: 120,
    cell: (project) => <RelativeTime at={project.createdAt} />,
  },
];

/** All projects of the caller, searchable. */
export function ProjectsPage() {
  const { params, patch } = useSearchState();
  const navigate = useNavigate();
  const [creating, { open, close }] = useDisclosure(false);
  const page = numberParam(params, 'page', 1);
  const limit = numberParam(params, 'limit', 50);
  const search = params.get('search') ?? '';
  const sort = params.get('sort') ?? '-createdAt';
  const projects = useProjects({ page, limit, sort, search });
  const rows = projects.data?.projects ?? [];

  useOfferActions(
    useMemo(
      () => [
        {
          id: 'create-project',
          label: 'Create project',
          group: 'Projects',
          shortcut: 'c',
          run: open,
        },
      ],
      [open],
    ),
  );

  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={open}>
      Create project
    </Button>
  );

  return (
    <>
      <PageHead
        title="Projects"
        tools={
          <SearchInput
            label="Search projects"
            placeholder="Search by name"
            value={search}
            onSearch={(value) => patch({ search: value }, true)}
          />
        }
        actions={create}
      />
      {projects.isPending && <RowsSkeleton />}
      {projects.isError && (
        <ErrorState error={projects.error} onRetry={() => void projects.refetch()} />
      )}
      {projects.data && rows.length === 0 && !search && page === 1 && (
        <EmptyState picture={<ProjectsPicture />} title="Start your first project" action={create}>
          A project holds files, the classes to label them with, the people who do it and the way
          each task takes.
        </EmptyState>
      )}
      {projects.data && rows.length === 0 && (search || page > 1) && (
        <Toolbar>
          <Text c="dimmed">No project matches{search ? ` “${search}”` : ' on this page'}.</Text>
          <Button size="xs" variant="default" onClick={() => patch({ search: undefined })}>
            Show all projects
          </Button>
        </Toolbar>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            label="Projects"
            columns={COLUMNS}
            rows={rows}
            rowKey={(project) => project._id}
            sort={sort}
            onSort={(next) => patch({ sort: next })}
            onOpen={(project) => void navigate(`/projects/${project._id}`)}
            stale={projects.isPlaceholderData}
          />
          <Pager
            page={page}
            limit={limit}
            total={projects.data?.total ?? 0}
            onPage={(next) => patch({ page: next })}
            onLimit={(next) => patch({ limit: next })}
          />
        </>
      )}
      <CreateProjectDialog opened={creating} onClose={close} />
    </>
  );
}
