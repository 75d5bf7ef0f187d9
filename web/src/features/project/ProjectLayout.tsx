import { Skeleton, Title, Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { NavLink, Outlet, useNavigate, useParams } from 'react-router';
import { useOrganizationUsers } from '@/api/organization';
import { useProject, useStageCounts } from '@/api/projects';
import { may, type ProjectAction } from '@/api/rights';
import { useMe } from '@/api/session';
import type { OrganizationUser, Project } from '@/api/types';
import { useOfferActions } from '@/ui/actions';
import { percent } from '@/ui/format';
import { useDocumentTitle } from '@/ui/Page';
import { StageBar } from '@/ui/StageBar';
import { ErrorState, RowsSkeleton } from '@/ui/states';
import classes from './ProjectLayout.module.css';
import { StartButtons } from './StartButtons';

const TABS: { path: string; label: string; needs?: ProjectAction }[] = [
  { path: 'overview', label: 'Overview' },
  { path: 'assets', label: 'Assets', needs: 'seeAssets' },
  { path: 'tasks', label: 'Tasks' },
  { path: 'issues', label: 'Issues' },
  { path: 'schema', label: 'Category schema', needs: 'seeSettings' },
  { path: 'workflow', label: 'Workflow', needs: 'seeWorkflow' },
  { path: 'members', label: 'Members', needs: 'manageMembers' },
  { path: 'import', label: 'Import', needs: 'import' },
  { path: 'export', label: 'Export', needs: 'export' },
  { path: 'settings', label: 'Settings', needs: 'seeSettings' },
];

/** The members with the names the organization knows; the project itself has addresses only. */
function withNames(project: Project, users: OrganizationUser[]): Project {
  const names = new Map(users.map((user) => [user.email, user.name]));
  return {
    ...project,
    assignedTo: project.assignedTo.map((member) => ({
      ...member,
      name: member.name ?? (names.get(member.assignee) || undefined),
    })),
  };
}

/** Title row, tabs and the current tab of a project. */
export function ProjectLayout() {
  const { projectId = '' } = useParams();
  const project = useProject(projectId);
  const me = useMe();
  const people = useOrganizationUsers(me.data?.organization._id, { page: 1, limit: 1000 });
  const named = useMemo(
    () => project.data && withNames(project.data, people.data?.users ?? []),
    [project.data, people.data],
  );
  if (project.isPending) {
    return (
      <>
        <header className={classes.head}>
          <Skeleton height={18} width={240} />
        </header>
        <RowsSkeleton />
      </>
    );
  }
  if (project.isError) {
    return <ErrorState error={project.error} onRetry={() => void project.refetch()} />;
  }
  return <ProjectFrame project={named ?? project.data} />;
}

function ProjectFrame({ project }: { project: Project }) {
  const navigate = useNavigate();
  const counts = useStageCounts(project._id);
  useDocumentTitle(project.name);
  const tabs = useMemo(
    () => TABS.filter((tab) => !tab.needs || may(project.role, tab.needs)),
    [project.role],
  );
  useOfferActions(
    useMemo(
      () =>
        tabs.map((tab, index) => ({
          id: `tab-${tab.path}`,
          label: tab.label,
          group: 'This project',
          // After nine comes the key beside it.
          shortcut: index < 10 ? String((index + 1) % 10) : undefined,
          run: () => void navigate(`/projects/${project._id}/${tab.path}`),
        })),
      [tabs, navigate, project._id],
    ),
  );
  const stages = counts.data ?? [];
  const total = stages.reduce((sum, stage) => sum + stage.count, 0);
  const complete = stages
    .filter((stage) => stage.type === 'Complete')
    .reduce((sum, stage) => sum + stage.count, 0);

  return (
    <>
      <header className={classes.head}>
        <Title order={1} className="truncate" title={project.name}>
          {project.name}
        </Title>
        <div className={classes.progress}>
          <StageBar stages={stages} />
          <Tooltip label={`${complete} of ${total} tasks complete`}>
            <span className="num">
              {total === 0 ? 'No tasks' : `${percent(complete, total)} %`}
            </span>
          </Tooltip>
        </div>
        <StartButtons project={project} />
      </header>
      <nav className={classes.tabs} aria-label="Project">
        {tabs.map((tab) => (
          <NavLink key={tab.path} to={tab.path} className={classes.tab}>
            {tab.label}
          </NavLink>
        ))}
      </nav>
      <Outlet context={project} />
    </>
  );
}
