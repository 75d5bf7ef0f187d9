import { describe, expect, it } from 'vitest';
import type { Issue } from '@/api/issues';
import { codesOf, csv, filteredIssues, placeWords, sortedIssues } from './filters';

function issue(id: string, change: Partial<Issue> = {}): Issue {
  return {
    _id: id,
    project: 'p',
    asset: 'a',
    labelTask: 't',
    stage: 'Label',
    stageId: 'Label',
    status: 'Open',
    content: 'Too small',
    comments: [],
    createdAt: `2026-05-0${id}T00:00:00.000Z`,
    createdBy: 'mia@acme.test',
    ...change,
  };
}

const WRONG = { category: 'Wrong', name: 'Class' };
const ISSUES = [
  issue('1', { errorCodes: [WRONG], assignee: 'lee@acme.test' }),
  issue('2', { status: 'Resolved', content: 'A box is MISSING here' }),
  issue('3', {
    status: 'Closed',
    comments: [{ _id: 'c', content: 'Yes', createdBy: 'ann@acme.test', createdAt: '' }],
  }),
];

const ids = (search: string) =>
  filteredIssues(ISSUES, new URLSearchParams(search)).map((each) => each._id);

describe('filteredIssues', () => {
  it.each([
    ['', ['1', '2', '3']],
    ['status=Open,Closed', ['1', '3']],
    ['code=Wrong: Class', ['1']],
    ['code=(none)', ['2', '3']],
    ['member=lee@acme.test', ['1']],
    ['member=ann@acme.test', ['3']],
    ['text=missing', ['2']],
    ['text=missing&status=Open', []],
    ['task=other', []],
  ])('%j leaves %j', (search, left) => {
    expect(ids(search)).toEqual(left);
  });
});

describe('sortedIssues', () => {
  it('keeps the newest first among equals', () => {
    expect(sortedIssues(ISSUES, 'createdBy').map((each) => each._id)).toEqual(['3', '2', '1']);
  });

  it('sorts both ways', () => {
    expect(sortedIssues(ISSUES, 'createdAt').map((each) => each._id)).toEqual(['1', '2', '3']);
    expect(sortedIssues(ISSUES, '-createdAt').map((each) => each._id)).toEqual(['3', '2', '1']);
  });
});

it('lists each code once', () => {
  expect(codesOf([...ISSUES, issue('4', { errorCodes: [WRONG] })])).toEqual(['Wrong: Class']);
});

it.each([
  [{}, 'Task'],
  [{ objectId: 'o' }, 'Object'],
  [{ position: '[1, 2]', page: 4 }, 'Spot, page 5'],
])('an issue with %j is at: %s', (change, words) => {
  expect(placeWords(issue('1', change))).toBe(words);
});

describe('csv', () => {
  it('quotes what would break a row', () => {
    expect(csv([['a,b', 'say "no"', 'two\nlines', 'plain']])).toBe(
      '"a,b","say ""no""","two\nlines",plain\r\n',
    );
  });

  it('lets no cell become a formula', () => {
    expect(csv([['=1+1', '-2', 'a=b']])).toBe("'=1+1,'-2,a=b\r\n");
  });
});
