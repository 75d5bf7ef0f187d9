import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { followExport, isRunningExport, useExports } from '@/api/exports';
import { useMe } from '@/api/session';
import { useCurrentProject } from '@/features/project';
import { NotAllowed } from '@/ui/NotAllowed';
import { useSearchState } from '@/ui/useSearchState';
import { Views } from '@/ui/Views';
import { ExportHistory } from './ExportHistory';
import { NewExport } from './NewExport';

/** Takes labels out: a new export, and what was exported before. */
export function ExportPage() {
  const { may } = useCurrentProject();
  return may('export') ? <Exports /> : <NotAllowed what="Exports are made by project managers." />;
}

function Exports() {
  const { id } = useCurrentProject();
  const { params, patch } = useSearchState();
  const history = params.get('view') === 'history';
  const exports = useExports(id);
  const running = (exports.data?.exports ?? []).filter(isRunningExport).length;
  useOwnExportsInTray();
  return (
    <>
      <Views
        label="Export"
        value={history ? 'history' : 'new'}
        views={[
          { value: 'new', label: 'New export', to: '.' },
          {
            value: 'history',
            label: 'History',
            to: '?view=history',
            note: running > 0 ? `${running} running` : undefined,
          },
        ]}
      />
      {history ? (
        <ExportHistory onNew={() => patch({ view: undefined })} />
      ) : (
        <NewExport onStarted={() => patch({ view: 'history' })} />
      )}
    </>
  );
}

/** The caller's running exports stand in the tray, also those begun in another browser; not those of scripts. */
function useOwnExportsInTray() {
  const { project, id } = useCurrentProject();
  const client = useQueryClient();
  const me = useMe();
  const exports = useExports(id);
  const email = me.data?.email;
  useEffect(() => {
    for (const job of exports.data?.exports ?? []) {
      if (isRunningExport(job) && job.createdBy === email && !job.options?.doNotNotify) {
        followExport(client, job, project.name);
      }
    }
  }, [client, exports.data, email, project.name]);
}
