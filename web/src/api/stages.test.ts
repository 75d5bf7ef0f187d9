import { expect, test } from 'vitest';
import { inWorkflowOrder } from './stages';

const stage = (id: string, type: string, ...next: (string | null)[]) => ({
  id,
  name: id,
  type,
  next,
});

test('stages come as the work passes them, whatever order they were defined in', () => {
  const stages = [
    stage('Complete', 'Complete'),
    stage('check', 'Review', 'Complete', 'Label'),
    stage('Label', 'Label', 'check'),
    stage('Start', 'Start', 'Label'),
  ];
  expect(inWorkflowOrder(stages).map(({ id }) => id)).toEqual([
    'Start',
    'Label',
    'check',
    'Complete',
  ]);
});

test('the end stands last even where a short way leads to it, and lost stages stay in the list', () => {
  const stages = [
    stage('Start', 'Start', 'Complete', 'Label'),
    stage('Complete', 'Complete'),
    stage('alone', 'Label', 'gone', null),
    stage('Label', 'Label', 'Complete'),
  ];
  expect(inWorkflowOrder(stages).map(({ id }) => id)).toEqual([
    'Start',
    'Label',
    'alone',
    'Complete',
  ]);
});
