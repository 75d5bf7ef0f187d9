import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import classes from './Page.module.css';

/** Sets the title of the browser tab. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Kalem`;
  }, [title]);
}

export interface PageHeadProps {
  title: string;
  actions?: ReactNode;
  tools?: ReactNode;
}

/** Title row of a page that is not in a project. */
export function PageHead({ title, actions, tools }: PageHeadProps) {
  useDocumentTitle(title);
  return (
    <header className={classes.head}>
      <Title order={1}>{title}</Title>
      {tools}
      <div className={classes.actions}>{actions}</div>
    </header>
  );
}

/** One room of a settings page: what it is on the left, its form on the right. */
export function Section(props: { title: string; description?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <div>
        <Title order={2}>{props.title}</Title>
        {props.description && (
          <Text size="sm" c="dimmed" mt={4}>
            {props.description}
          </Text>
        )}
      </div>
      <div className={classes.form}>{props.children}</div>
    </section>
  );
}

/** The column of sections. */
export function Sections({ children }: { children: ReactNode }) {
  return <div className={classes.sections}>{children}</div>;
}

/** Row of filters and tools above a list. */
export function Toolbar({ children, right }: { children: ReactNode; right?: ReactNode }) {
  return (
    <div className={classes.toolbar}>
      <div className={classes.filters}>{children}</div>
      {right && <div className={classes.right}>{right}</div>}
    </div>
  );
}
