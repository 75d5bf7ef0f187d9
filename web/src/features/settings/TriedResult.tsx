import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { TriedFunction } from '@/api/validation';
import { count } from '@/ui/format';
import classes from './Settings.module.css';

/** What a run of the function found, wrote and took. */
export function TriedResult({ result, code }: { result: TriedFunction; code: string }) {
  const { errors, syntaxError, failure } = result;
  return (
    <Stack gap="sm">
      {syntaxError && (
        <Alert color="red" role="alert" title="The code is not valid JavaScript">
          Line {syntaxError.line}, column {syntaxError.column}: {syntaxError.message}
          <pre className={classes.excerpt}>
            {code.split('\n')[syntaxError.line - 1] ?? ''}
            {'\n'}
            {' '.repeat(Math.max(0, syntaxError.column - 1))}^
          </pre>
        </Alert>
      )}
      {failure && (
        <Alert color="red" role="alert" title="The function gave no list">
          {failure}. On a task this counts as one error: “validation script failed”.
        </Alert>
      )}
      {!syntaxError && !failure && (
        <Group gap={6}>
          {errors.length === 0 && (
            <IconCircleCheck size={18} color="var(--k-success-text)" aria-hidden />
          )}
          <Text size="sm" fw={600}>
            {errors.length === 0 ? 'Nothing is wrong with these labels' : summary(errors)}
          </Text>
          <Text size="sm" c="dimmed" className="num" ml="auto">
            {result.milliseconds} ms
          </Text>
        </Group>
      )}
      {errors.length > 0 && (
        <ul className={classes.findings}>
          {errors.map((finding, index) => (
            <li key={index}>
              <Badge size="sm" variant="light" color={finding.level === 'error' ? 'red' : 'yellow'}>
                {finding.level}
              </Badge>
              <div>
                {finding.message}
                <Text size="xs" c="dimmed" className="mono">
                  {finding.objectId ?? 'the whole task'}
                </Text>
              </div>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Text size="xs" fw={600} c="dimmed" mb={4}>
          Console
        </Text>
        <pre className={classes.console}>
          {result.console.length > 0 ? result.console.join('\n') : 'Nothing was written.'}
        </pre>
      </div>
    </Stack>
  );
}

function summary(findings: TriedFunction['errors']): string {
  const errors = findings.filter((finding) => finding.level === 'error').length;
  const warnings = findings.length - errors;
  return [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')]
    .filter(Boolean)
    .join(' and ');
}
