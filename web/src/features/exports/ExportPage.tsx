import { Title } from '@mantine/core';
import { useCurrentProject } from '@/features/project';
import { NotAllowed } from '@/ui/NotAllowed';
import { ExportForm } from './ExportForm';
import { ExportHistory } from './ExportHistory';
import classes from './ExportPage.module.css';

/** Takes labels out: what to export on the left, what was exported on the right. */
export function ExportPage() {
  const { may } = useCurrentProject();
  if (!may('export')) {
    return <NotAllowed what="Exports are made by project managers." />;
  }
  return (
    <div className={classes.page}>
      <section className={classes.form} aria-label="New export">
        <Title order={2} mb="sm">
          New export
        </Title>
        <ExportForm />
      </section>
      <section className={classes.history} aria-label="Exports">
        <Title order={2} className={classes.heading}>
          Exports
        </Title>
        <ExportHistory />
      </section>
    </div>
  );
}
