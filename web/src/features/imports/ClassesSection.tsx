import { Switch, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { ImportedClass } from '@/api/types';
import { count } from '@/ui/format';
import classes from './Imports.module.css';

export interface ClassesSectionProps {
  found: ImportedClass[];
  /** Whether missing ones are to be created; undefined = can not be chosen any more. */
  create: boolean | undefined;
  onCreate: (create: boolean) => void;
}

/** The classes the file uses: which of them the project has. */
export function ClassesSection({ found, create, onCreate }: ClassesSectionProps) {
  const missing = found.filter((each) => !each.known);
  if (found.length === 0) {
    return null;
  }
  return (
    <section className={classes.section} aria-label="Classes">
      <div className={classes.sectionHead}>
        <Title order={2}>Classes in the file</Title>
      </div>
      <ul className={classes.classes}>
        {[...missing, ...found.filter((each) => each.known)].map((each) => (
          <li key={`${each.tool} ${each.title}`} data-known={each.known}>
            {each.known ? (
              <IconCircleCheck size={14} aria-hidden />
            ) : (
              <IconCircleDashed size={14} aria-hidden />
            )}
            <span className={classes.className}>{each.title}</span>
            <span className={classes.second}>
              {each.tool.replaceAll('-', ' ')}
              {each.known ? '' : ', missing'}
            </span>
          </li>
        ))}
      </ul>
      {missing.length > 0 && create !== undefined && (
        <Switch
          size="xs"
          label={`Create ${missing.length === 1 ? 'the missing class' : `the ${count(missing.length, 'missing class', 'missing classes')}`}`}
          description="Added to the category schema; their labels are then imported as well"
          checked={create}
          onChange={(event) => onCreate(event.currentTarget.checked)}
          styles={{ label: { fontSize: 13 } }}
        />
      )}
    </section>
  );
}
