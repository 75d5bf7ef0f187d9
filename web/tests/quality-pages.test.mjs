/** Label validation, benchmarks, marked and judged tasks and issues in every state. The API is mocked. */
import assert from 'node:assert/strict';
import { ago, id, people, projectId } from './base.mjs';
import { project, tasks } from './fixtures.mjs';
import { testPages } from './pages.mjs';
import { never, refusal } from './support.mjs';

const P = `/projects/${projectId}`;
const fail = () => {
  throw refusal(500, 'internal', 'The list could not be read. Try again in a moment.');
};

const CODE = `function check(answers, context) {
  const errors = [];
  for (const object of answers.objects) {
    const box = object['bounding-box'];
    console.log(object.title, box);
    if (box && box.width * box.height < 100) {
      errors.push({ objectId: object.objectId, message: 'This box is smaller than 100 px²' });
    }
  }
  return errors;
}
`;
const checked = {
  ...project,
  customValidationEnabled: true,
  validationFunction: CODE,
  externalValidation: {
    enabled: true,
    apiUrl: 'https://checks.meridian.test/labels',
    specificFrame: true,
    frameNumbers: 3,
  },
};
const withProject = (changes) => ({
  'GET /v2/project/:id': () => ({ project: { ...project, ...changes } }),
});
const tried = {
  errors: [
    { objectId: '5f1d7a9c2b', message: 'This box is smaller than 100 px²', level: 'error' },
    { message: 'There are more than 40 vehicles, look again', level: 'warning' },
  ],
  console: ['Vehicle {"x":10,"y":20,"width":5,"height":4}', 'Vehicle {"x":90,"y":20}'],
  milliseconds: 12,
};

const averages = people.slice(0, 5).map(([user], index) => ({
  user,
  count: [42, 17, 8, 5, 1][index],
  average: [96, 88, 71, 43, 100][index],
  cutOff: index === 3,
}));
const results = Array.from({ length: 25 }, (_, index) => ({
  task: id('3a', index + 1),
  goldTask: id('0e', (index % 7) + 1),
  user: people[index % 5][0],
  score: index === 6 ? null : (index * 37) % 101,
  submittedAt: ago(2 + index * 5),
}));
const benchmarks = {
  ...withProject({ benchmarkEnabled: true, benchmarkCutoff: true, benchmarkCutoffScore: 70 }),
  'GET /v2/project/:id/benchmark-averages': () => ({ users: averages }),
  'GET /v2/project/:id/benchmark-results': () => ({ results, total: 312 }),
};

const judged = {
  id: 'five',
  type: 'Consensus',
  name: 'Three opinions',
  position: { x: 300, y: 200 },
  next: ['Complete', 'Label'],
};
const marks = ['none', 'plugin error', 'none', 'webhook retrying', 'none', 'webhook failed'];
const markedTasks = tasks.map((task, index) => ({
  ...task,
  mark: marks[index % marks.length],
  ...(index % marks.length === 1 ? { markNote: 'The plugin answered with status 500.' } : {}),
  isBenchmark: index % 5 === 2,
  openIssuesCount: index % 4 === 0 ? index + 1 : 0,
  ...(index === 1 ? { stage: 'five', stageType: 'Consensus', stageName: judged.name } : {}),
  ...(index % 7 === 3 ? { consensusAverage: 66 + index } : {}),
}));
const judgments = ['joined', 'submitted', 'open'].map((judgment, index) => ({
  _id: id('4a', index + 1),
  stage: `five-${index}`,
  stageName: `Judgment ${index + 1}`,
  assignee: people[index][0],
  completedBy: index < 2 ? people[index][0] : null,
  completedAt: index < 2 ? ago(3 + index) : null,
  duration: index < 2 ? 84_000 : 0,
  judgment,
  ...(index === 0 ? { score: 66 } : {}),
}));
const quality = {
  ...withProject({ stages: [...project.stages, judged] }),
  'GET /v2/project/:id/tasks': () => ({ tasks: markedTasks, total: 12_408 }),
  'GET /v2/task/:id': ({ id: task }) => ({ task: { ...markedTasks[1], _id: task, judgments } }),
};
const unfold = async (page) => {
  await page.getByRole('button', { name: 'Judgments of' }).first().click();
  await page.getByRole('table', { name: 'Judgments of' }).waitFor();
};

const TEXTS = [
  'The box misses the mirror of the car on the left',
  'Wrong class: this is a trailer, and the one behind it as well, see the instructions of May',
  'Too loose',
];
const issues = Array.from({ length: 60 }, (_, index) => ({
  _id: id('5a', index + 1),
  project: projectId,
  asset: id('0f', 1),
  labelTask: tasks[index % tasks.length]._id,
  stage: 'Quality check by the second team',
  stageId: 'qa',
  status: ['Open', 'Open', 'Resolved', 'Closed'][index % 4],
  content: TEXTS[index % 3],
  position: index % 3 === 0 ? '[320.5, 88]' : null,
  objectId: index % 3 === 1 ? 'o1' : null,
  page: null,
  assignee: index % 5 === 0 ? null : people[index % 5][0],
  errorCodes: index % 2 === 0 ? [{ category: 'Wrong', name: 'Position' }] : [],
  comments:
    index % 4 === 1
      ? [{ _id: 'c', content: 'Done', createdBy: people[2][0], createdAt: ago(1) }]
      : [],
  createdAt: ago(index * 3 + 1),
  createdBy: people[(index + 2) % 5][0],
}));
const issueRoutes = { 'GET /v2/issues': () => ({ issue: issues, issues, total: issues.length }) };

const box = (objectId, x, y, width) => ({
  objectId,
  schemaId: project.categorySchema.tools[0].schemaId,
  title: 'Vehicle',
  'bounding-box': { x, y, width, height: 40 },
  classifications: [],
});
const editor = {
  'GET /v2/task/:id/editor': ({ id: task }) => ({
    task: {
      ...tasks[0],
      _id: task,
      isBenchmark: true,
      answer: {
        tools: [box('o1', 20, 110, 110), box('o2', 200, 60, 4)],
        classifications: [],
        relations: [],
      },
    },
    asset: { _id: id('0f', 1), externalId: tasks[0].externalId, url: '/files/1.svg' },
    project: {
      _id: projectId,
      name: project.name,
      categorySchema: {
        tools: [{ ...project.categorySchema.tools[0], required: false, classifications: [] }],
        classifications: [],
        relations: [],
      },
      stages: project.stages,
      idleTimeout: 300,
    },
    rights: { edit: true, submit: true, review: false, skip: true },
  }),
  'POST /v2/task/:id/heartbeat': () => ({ version: 1 }),
  'POST /v2/annotate/:id': () => ({ label: { ...tasks[0], version: 2 } }),
};
const found = [
  { objectId: 'o2', message: 'This box is smaller than 100 px²', level: 'error' },
  { objectId: 'gone', message: 'This box lies on another one', level: 'error' },
  { message: 'There are fewer than 3 vehicles, look again', level: 'warning' },
];
const finds = (prevented) => ({
  ...editor,
  'POST /v2/task/:id/validation': () => ({ errors: found, prevented }),
});
const openIssue = { ...issues[1], status: 'Open', objectId: null, position: '[75, 140]' };
const validation = (page) => page.getByRole('region', { name: 'Label validation' });

/** name, address, options: what differs from the full system, and what to do before looking. */
const PAGES = [
  [
    'validation',
    `${P}/settings/validation`,
    { api: { 'GET /v2/project/:id': () => ({ project: checked }) } },
  ],
  [
    'validation-faults',
    `${P}/settings/validation`,
    {
      act: async (page) => {
        await page.getByRole('switch', { name: 'Enable custom validation' }).click();
        await page.getByRole('switch', { name: 'Enable external validation' }).click();
        await page.getByRole('button', { name: 'Save validation' }).click();
        await page.getByText('Write a function').waitFor();
        await page.getByText('Enter an address').waitFor();
      },
    },
  ],
  [
    'validation-run',
    `${P}/settings/validation`,
    {
      api: {
        'GET /v2/project/:id': () => ({ project: checked }),
        'POST /v2/project/:id/labelValidation/try': () => tried,
      },
      act: async (page) => {
        await page.getByRole('button', { name: 'Validate code' }).click();
        await page.getByRole('button', { name: 'Run' }).click();
        await page.getByText('1 error and 1 warning').waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  [
    'validation-syntax',
    `${P}/settings/validation`,
    {
      api: {
        'GET /v2/project/:id': () => ({ project: checked }),
        'POST /v2/project/:id/labelValidation/try': () => ({
          errors: [],
          console: [],
          milliseconds: 3,
          syntaxError: { message: "expecting ')'", line: 3, column: 28 },
        }),
      },
      act: async (page) => {
        await page.getByRole('button', { name: 'Validate code' }).click();
        await page.getByRole('button', { name: 'Run' }).click();
        await page.getByText('Line 3, column 28').waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  ['benchmark', `${P}/settings/benchmark`, { api: benchmarks }],
  [
    'benchmark-empty',
    `${P}/settings/benchmark`,
    { api: { 'GET /v2/project/:id/benchmark-averages': () => ({ users: [] }) } },
  ],
  [
    'benchmark-error',
    `${P}/settings/benchmark`,
    { api: { 'GET /v2/project/:id/benchmark-averages': fail } },
  ],
  [
    'benchmark-loading',
    `${P}/settings/benchmark`,
    { api: { 'GET /v2/project/:id/benchmark-averages': () => never } },
  ],
  [
    'benchmark-delete',
    `${P}/settings/benchmark`,
    {
      api: benchmarks,
      act: async (page) => {
        await page.getByRole('button', { name: 'Delete all results' }).click();
        await page.getByRole('dialog').waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  [
    'tasks-judged',
    `${P}/tasks?columns=externalId,stage,mark,assignee,consensus,issues`,
    { api: quality, act: unfold },
  ],
  [
    'tasks-more',
    `${P}/tasks?mark=plugin error`,
    {
      api: quality,
      act: async (page) => {
        await page
          .getByRole('checkbox', { name: /^Select rotterdam/ })
          .nth(1)
          .click();
        await page.getByRole('button', { name: 'More' }).click();
        await page.getByRole('menuitem', { name: 'Set as benchmark' }).waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  [
    'tasks-rerun',
    `${P}/tasks?mark=plugin error`,
    {
      api: quality,
      act: async (page) => {
        await page.getByRole('button', { name: 'Re-run' }).click();
        await page.getByRole('button', { name: /^Re-run \d+ tasks/ }).waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  ['issues', `${P}/issues`, { api: issueRoutes }],
  ['issues-filtered', `${P}/issues?status=Resolved&code=(none)`, { api: issueRoutes }],
  [
    'issues-empty',
    `${P}/issues`,
    { api: { 'GET /v2/issues': () => ({ issue: [], issues: [], total: 0 }) } },
  ],
  ['issues-error', `${P}/issues`, { api: { 'GET /v2/issues': fail } }],
  ['issues-loading', `${P}/issues`, { api: { 'GET /v2/issues': () => never } }],
  [
    'editor-findings',
    `/tasks/${tasks[0]._id}`,
    {
      api: finds(false),
      act: async (page) => {
        await page.getByRole('button', { name: 'Submit', exact: true }).click();
        await validation(page).getByText('2 errors and 1 warning found').waitFor();
        await validation(page).getByRole('button', { name: 'This box is smaller' }).click();
        await page.getByRole('region', { name: 'Selected object' }).waitFor();
        await validation(page).getByText('(deleted)').waitFor();
      },
    },
  ],
  [
    'editor-findings-anyway',
    `/tasks/${tasks[0]._id}`,
    {
      api: finds(false),
      act: async (page) => {
        await page.getByRole('button', { name: 'Submit', exact: true }).click();
        await page.getByRole('button', { name: 'Submit anyway' }).click();
        await page.getByRole('heading', { name: 'Task submitted' }).waitFor();
      },
    },
  ],
  [
    'editor-findings-prevented',
    `/tasks/${tasks[0]._id}`,
    {
      api: finds(true),
      act: async (page) => {
        await page.keyboard.press('Control+s');
        await validation(page).getByText('Not saved: 2 errors and 1 warning').waitFor();
        assert.equal(await page.getByRole('button', { name: 'Submit anyway' }).count(), 0);
      },
    },
  ],
  [
    'editor-issue',
    `/issue/${tasks[0]._id}?issue=${openIssue._id}`,
    {
      api: { ...editor, 'GET /v2/issues/:id': () => ({ issue: openIssue }) },
      act: async (page) => {
        await page.getByRole('region', { name: 'Issue', exact: true }).waitFor();
        await page.getByRole('img', { name: 'Issue at 75, 140' }).waitFor();
        await page.getByRole('button', { name: 'More' }).click();
        await page.getByRole('menuitem', { name: 'Remove benchmark' }).waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
];

testPages(PAGES);
