import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useCurrentProject } from '@/features/project';
import classes from './Settings.module.css';

/** The rooms of the settings beside the one shown. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const { id, may } = useCurrentProject();
  return (
    <div className={classes.frame}>
      <nav className={classes.rooms} aria-label="Settings">
        <NavLink to={`/projects/${id}/settings`} end className={classes.room}>
          General
        </NavLink>
        <NavLink to={`/projects/${id}/settings/batches`} className={classes.room}>
          Batches
        </NavLink>
        <NavLink to={`/projects/${id}/settings/validation`} className={classes.room}>
          Label validation
        </NavLink>
        <NavLink to={`/projects/${id}/settings/benchmark`} className={classes.room}>
          Benchmark
        </NavLink>
        {may('export') && (
          <NavLink to={`/projects/${id}/settings/export-storage`} className={classes.room}>
            Export storage
          </NavLink>
        )}
      </nav>
      <div className={classes.content}>{children}</div>
    </div>
  );
}
