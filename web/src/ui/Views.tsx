import { Link } from 'react-router';
import classes from './Views.module.css';

export interface View {
  value: string;
  label: string;
  to: string;
  /** What goes on there now, such as "1 running". */
  note?: string;
}

/** The views of one page, below its title or tabs. */
export function Views({ label, value, views }: { label: string; value: string; views: View[] }) {
  return (
    <nav className={classes.views} aria-label={label}>
      {views.map((view) => (
        <Link
          key={view.value}
          to={view.to}
          className={classes.view}
          aria-current={view.value === value ? 'page' : undefined}
        >
          {view.label}
          {view.note && <span className={classes.note}>{view.note}</span>}
        </Link>
      ))}
    </nav>
  );
}
