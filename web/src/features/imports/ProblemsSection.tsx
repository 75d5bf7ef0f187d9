import { Button, Text, Title, UnstyledButton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { LabelImport } from '@/api/types';
import { count } from '@/ui/format';
import { codeTitle } from './codes';
import classes from './Imports.module.css';
import { ProblemsTable } from './ProblemsTable';

/** What was left out and what was changed: how often each, and where. */
export function ProblemsSection({ done }: { done: LabelImport }) {
  const [chosen, setChosen] = useState<string>();
  const total = done.codes.reduce((sum, code) => sum + code.count, 0);
  const shown = chosen ? done.problems.filter((problem) => problem.code === chosen) : done.problems;
  const of = chosen ? (done.codes.find(({ code }) => code === chosen)?.count ?? 0) : total;
  if (total === 0 && done.problems.length === 0) {
    return null;
  }
  return (
    <section className={classes.section} aria-label="Problems">
      <div className={classes.sectionHead}>
        <Title order={2}>Problems</Title>
        {done.reportPath && (
          <Button
            component="a"
            href={done.reportPath}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
          >
            Download all as CSV
          </Button>
        )}
      </div>
      <div className={classes.codes} role="group" aria-label="Problems by kind">
        {[...done.codes]
          .sort((a, b) => Number(b.fault) - Number(a.fault) || b.count - a.count)
          .map(({ code, count: amount, fault }) => (
            <UnstyledButton
              key={code}
              className={classes.code}
              aria-pressed={chosen === code}
              onClick={() => setChosen(chosen === code ? undefined : code)}
              title={code}
            >
              <span>{codeTitle(code)}</span>
              <span className={classes.amount}>{amount.toLocaleString('en')}</span>
              <span className={classes.kind}>{fault ? 'left out' : 'warning'}</span>
            </UnstyledButton>
          ))}
      </div>
      {shown.length > 0 && <ProblemsTable problems={shown} key={chosen} />}
      {shown.length < of && (
        <Text size="xs" c="dimmed">
          {shown.length > 0
            ? `The first ${count(shown.length, 'problem')} of ${of.toLocaleString('en')}; the CSV holds all.`
            : `None of these is among the first ${count(done.problems.length, 'problem')}; the CSV holds all.`}
        </Text>
      )}
    </section>
  );
}
