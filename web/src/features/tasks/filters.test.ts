import { describe, expect, it } from 'vitest';
import { taskFilter, UNASSIGNED } from './filters';

const filterOf = (search: string) => taskFilter(new URLSearchParams(search));

describe('taskFilter', () => {
  it('is empty when the address sets nothing', () => {
    expect(filterOf('page=3&sort=-createdAt')).toEqual({});
  });

  it('takes lists as any-of', () => {
    expect(filterOf('stage=Label,6c0d&batch=b1&review=Rejected&assignee=mia@acme.test')).toEqual({
      stage: { $in: ['Label', '6c0d'] },
      batches: { $in: ['b1'] },
      reviewStatus: { $in: ['Rejected'] },
      assignee: { $in: ['mia@acme.test'] },
    });
  });

  it('asks for unassigned tasks by absence', () => {
    expect(filterOf(`assignee=${encodeURIComponent(UNASSIGNED)}`)).toEqual({
      assignee: { $exists: false },
    });
  });

  it('searches the external id as plain text in any case', () => {
    expect(filterOf('externalId=a.b(1)')).toEqual({
      externalId: { $regex: '(?i)a\\.b\\(1\\)' },
    });
  });

  it('includes the whole last day', () => {
    const { createdAt } = filterOf('from=2026-05-01&to=2026-05-02') as {
      createdAt: { $gte: string; $lt: string };
    };
    expect(Date.parse(createdAt.$lt) - Date.parse(createdAt.$gte)).toBe(2 * 86_400_000);
  });

  it('ignores values it does not know', () => {
    expect(filterOf('draft=maybe&priority=high&from=yesterday')).toEqual({});
  });

  it('compares the priority', () => {
    expect(filterOf('priority=gte-5&draft=yes&skipped=no')).toEqual({
      priority: { $gte: -5 },
      isDraft: { $eq: true },
      isSkipped: { $eq: false },
    });
  });

  it('asks for marked tasks and benchmarks', () => {
    expect(filterOf('mark=plugin error,webhook failed&benchmark=yes')).toEqual({
      mark: { $in: ['plugin error', 'webhook failed'] },
      isBenchmark: { $eq: true },
    });
  });
});
