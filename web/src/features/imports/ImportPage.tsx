import { useImports, isRunningImport } from '@/api/imports';
import { useCurrentProject } from '@/features/project';
import { NotAllowed } from '@/ui/NotAllowed';
import { useSearchState } from '@/ui/useSearchState';
import { Views } from '@/ui/Views';
import { ImportHistory } from './ImportHistory';
import { NewImport } from './NewImport';

/** Brings labels in: a new file, and what was imported before. */
export function ImportPage() {
  const { may } = useCurrentProject();
  return may('import') ? (
    <Imports />
  ) : (
    <NotAllowed what="Labels are imported by project managers." />
  );
}

function Imports() {
  const { id } = useCurrentProject();
  const { params, patch } = useSearchState();
  const history = params.get('view') === 'history';
  const imports = useImports(id);
  const running = (imports.data?.imports ?? []).filter(isRunningImport).length;
  return (
    <>
      <Views
        label="Import"
        value={history ? 'history' : 'new'}
        views={[
          { value: 'new', label: 'Import labels', to: '.' },
          {
            value: 'history',
            label: 'History',
            to: '?view=history',
            note: running > 0 ? `${running} running` : undefined,
          },
        ]}
      />
      {history ? <ImportHistory onNew={() => patch({ view: undefined })} /> : <NewImport />}
    </>
  );
}
