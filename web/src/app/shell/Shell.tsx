import { useLocalStorage } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { Outlet, useNavigation } from 'react-router';
import { resumeJobs } from '@/api/resuming';
import { useActionKeys } from '@/ui/actions';
import { RowsSkeleton } from '@/ui/states';
import { JobTray } from './JobTray';
import { Palette } from './Palette';
import { Rail } from './Rail';
import classes from './Shell.module.css';
import { ShortcutsDialog } from './ShortcutsDialog';

/** The frame of every page but the editor: rail on the left, page on the right. */
export function Shell() {
  const [collapsed, setCollapsed] = useLocalStorage({
    key: 'kalem-rail-collapsed',
    defaultValue: false,
  });
  const navigation = useNavigation();
  const client = useQueryClient();
  useActionKeys();
  useEffect(() => resumeJobs(client), [client]);
  return (
    <div className={classes.shell} data-collapsed={collapsed || undefined}>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      <Rail collapsed={collapsed} onToggle={() => setCollapsed(!collapsed)} />
      <main id="page" className={classes.page} tabIndex={-1}>
        {navigation.state === 'loading' && <div className={classes.loading} aria-hidden />}
        <Suspense fallback={<RowsSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <Palette />
      <ShortcutsDialog />
      <JobTray />
    </div>
  );
}
