import type { ComponentType } from 'react';
import { Navigate, Outlet, type RouteObject } from 'react-router';
import { IssueLink } from './IssueLink';
import { NotFoundPage } from './NotFoundPage';
import { RequireSession } from './RequireSession';
import { RouteError } from './RouteError';
import { Shell } from './shell/Shell';

/** A page in a chunk of its own. */
function page<M>(load: () => Promise<M>, name: keyof M) {
  return async () => ({ Component: (await load())[name] as ComponentType });
}

const auth = () => import('@/features/auth');
const imports = () => import('@/features/imports');
const organization = () => import('@/features/organization');
const settings = () => import('@/features/settings');

/** Addresses of the application; project pages keep tab, filters, sort and page in the address. */
export const routes: RouteObject[] = [
  {
    element: <Outlet />,
    errorElement: <RouteError />,
    HydrateFallback: () => null,
    children: [
      { path: '/sign-in', lazy: page(auth, 'SignInPage') },
      { path: '/setup', lazy: page(auth, 'SetupPage') },
      { path: '/invites/:token', lazy: page(auth, 'InvitePage') },
      {
        element: <RequireSession />,
        children: [
          {
            path: '/tasks/:taskId',
            errorElement: <RouteError />,
            lazy: async () => ({ Component: (await import('@/editors/EditorPage')).default }),
          },
          { path: '/issue/:taskId', element: <IssueLink /> },
          {
            element: <Shell />,
            children: [
              {
                errorElement: <RouteError />,
                children: [
                  { index: true, element: <Navigate to="/projects" replace /> },
                  {
                    path: '/projects',
                    lazy: page(() => import('@/features/projects'), 'ProjectsPage'),
                  },
                  {
                    path: '/projects/:projectId',
                    lazy: page(() => import('@/features/project'), 'ProjectLayout'),
                    children: [
                      { index: true, element: <Navigate to="overview" replace /> },
                      {
                        path: 'overview',
                        lazy: page(() => import('@/features/overview'), 'OverviewPage'),
                      },
                      {
                        path: 'assets',
                        lazy: page(() => import('@/features/assets'), 'AssetsPage'),
                      },
                      {
                        path: 'tasks',
                        lazy: page(() => import('@/features/tasks'), 'TasksPage'),
                      },
                      {
                        path: 'issues',
                        lazy: page(() => import('@/features/issues'), 'IssuesPage'),
                      },
                      {
                        path: 'schema',
                        lazy: page(() => import('@/features/schema'), 'SchemaPage'),
                      },
                      {
                        path: 'workflow',
                        lazy: page(() => import('@/features/workflow'), 'WorkflowPage'),
                      },
                      {
                        path: 'members',
                        lazy: page(() => import('@/features/members'), 'MembersPage'),
                      },
                      { path: 'import', lazy: page(imports, 'ImportPage') },
                      { path: 'import/:importId', lazy: page(imports, 'ImportReportPage') },
                      {
                        path: 'export',
                        lazy: page(() => import('@/features/exports'), 'ExportPage'),
                      },
                      { path: 'settings', lazy: page(settings, 'SettingsPage') },
                      { path: 'settings/batches', lazy: page(settings, 'BatchesPage') },
                      { path: 'settings/validation', lazy: page(settings, 'ValidationPage') },
                      { path: 'settings/benchmark', lazy: page(settings, 'BenchmarkPage') },
                      {
                        path: 'settings/export-storage',
                        lazy: page(settings, 'ExportStoragePage'),
                      },
                      { path: '*', element: <NotFoundPage /> },
                    ],
                  },
                  { path: '/organization', lazy: page(organization, 'OrganizationPage') },
                  { path: '/organization/storages', lazy: page(organization, 'StoragesPage') },
                  {
                    path: '/account',
                    lazy: page(() => import('@/features/account'), 'AccountPage'),
                  },
                  { path: '*', element: <NotFoundPage /> },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
];
