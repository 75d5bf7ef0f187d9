import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './AuthFrame.module.css';

export interface AuthFrameProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before sign-in: one card, nothing else. */
export function AuthFrame({ title, lead, children }: AuthFrameProps) {
  return (
    <main className={classes.frame}>
      <div className={classes.brand}>
        <img src="/favicon.svg" width={28} height={28} alt="" />
        <span>Kalem</span>
      </div>
      <Paper withBorder className={classes.card}>
        <Title order={1} mb={lead ? 4 : 'md'}>
          {title}
        </Title>
        {lead && (
          <Text c="dimmed" mb="md">
            {lead}
          </Text>
        )}
        {children}
      </Paper>
    </main>
  );
}
