/** Every page in every state, looked at by axe and kept as a screenshot. The API is mocked. */
import { project, projectId } from './fixtures.mjs';
import { testPages } from './pages.mjs';
import { never, refusal } from './support.mjs';

const P = `/projects/${projectId}`;
const fail = () => {
  throw refusal(
    500,
    'internal',
    'The list could not be read. Nothing was changed; try again in a moment.',
  );
};
const empty = {
  'GET /v2/project/:id': () => ({
    project: {
      ...project,
      name: 'New project',
      description: '',
      categorySchema: { tools: [], classifications: [], relations: [] },
      categorySchemaRevision: 0,
      batches: [],
      assignedTo: [],
    },
  }),
  'GET /v2/:id/overview/LabelStageGroups': () => ({ LabelStageGroups: [] }),
  'GET /v2/project/:id/queues': () => ({
    queues: { label: { available: 0 }, review: { available: 0 } },
  }),
  'GET /v2/project/:id/tasks': () => ({ tasks: [], total: 0 }),
  'GET /v2/project/:id/assets': () => ({ assets: [], total: 0 }),
  'GET /v2/project/:id/exports': () => ({ exports: [], total: 0 }),
  'GET /v2/projects': () => ({ projects: [], total: 0 }),
};
const signedOut = {
  'GET /v2/me': () => {
    throw refusal(401, 'signed-out', 'Sign in to go on.');
  },
};
const labeler = { 'GET /v2/project/:id': () => ({ project: { ...project, role: 'Labeler' } }) };

/** name, address, options: what differs from the full system, and what to do before looking. */
const PAGES = [
  ['sign-in', '/sign-in', { api: signedOut }],
  [
    'sign-in-refused',
    '/sign-in',
    {
      api: {
        ...signedOut,
        'POST /v2/session': () => {
          throw refusal(401, 'invalid-credentials', 'E-mail or password is wrong.');
        },
      },
      act: async (page) => {
        await page.getByLabel('E-mail').fill('mia@meridian.test');
        await page.getByLabel('Password', { exact: true }).fill('wrong');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('alert').waitFor();
      },
    },
  ],
  [
    'setup',
    '/setup?token=abc',
    { api: { ...signedOut, 'GET /v2/setup': () => ({ needed: true }) } },
  ],
  ['invite', '/invites/fresh', { api: signedOut }],
  ['invite-gone', '/invites/gone', { api: signedOut }],
  ['account', '/account', {}],
  [
    'account-new-key',
    '/account',
    {
      act: async (page) => {
        await page.getByRole('button', { name: 'Replace API key' }).click();
        await page.getByTestId('api-key').waitFor();
      },
    },
  ],
  ['organization', '/organization', {}],
  [
    'organization-invite',
    '/organization',
    {
      act: async (page) => {
        await page.getByRole('button', { name: 'Invite people' }).click();
        await page.getByLabel('E-mail addresses').fill('a@x.test, b@y.test');
        await page.getByRole('button', { name: 'Invite 2 people' }).click();
        await page.getByText('2 invitations made').waitFor();
      },
    },
  ],
  ['projects', '/projects', {}],
  ['projects-empty', '/projects', { api: empty }],
  ['projects-loading', '/projects', { api: { 'GET /v2/projects': () => never } }],
  ['projects-error', '/projects', { api: { 'GET /v2/projects': fail } }],
  [
    'projects-create',
    '/projects',
    {
      act: async (page) => {
        await page.getByRole('button', { name: 'Create project' }).first().click();
        await page.getByRole('dialog').waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  [
    'palette',
    '/projects',
    {
      act: async (page) => {
        await page.keyboard.press('Control+k');
        await page.getByPlaceholder(/Go to a project/).waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  [
    'shortcuts',
    `${P}/tasks`,
    {
      act: async (page) => {
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  ['overview', `${P}/overview`, {}],
  ['overview-empty', `${P}/overview`, { api: empty }],
  ['overview-labeler', `${P}/overview`, { api: labeler }],
  ['assets', `${P}/assets`, {}],
  [
    'assets-list',
    `${P}/assets`,
    {
      act: async (page) => {
        await page.getByText('List', { exact: true }).click({ force: true });
        await page.getByRole('table', { name: 'Assets' }).waitFor();
        await page
          .getByRole('checkbox', { name: /^Select rotterdam/ })
          .first()
          .click();
      },
    },
  ],
  ['assets-empty', `${P}/assets`, { api: empty }],
  ['assets-import', `${P}/assets?import=files`, {}],
  [
    'assets-import-cloud',
    `${P}/assets?import=cloud`,
    {
      act: async (page) => {
        await page.getByLabel('Addresses').fill('https://files.test/1.jpg\nnot an address');
      },
    },
  ],
  ['tasks', `${P}/tasks`, {}],
  [
    'tasks-selected',
    `${P}/tasks?stage=Label,qa&assignee=(none)`,
    {
      act: async (page) => {
        await page
          .getByRole('checkbox', { name: /^Select rotterdam/ })
          .nth(1)
          .click();
        await page
          .getByRole('checkbox', { name: /^Select rotterdam/ })
          .nth(4)
          .click();
      },
    },
  ],
  [
    'tasks-filter',
    `${P}/tasks`,
    {
      act: async (page) => {
        await page.getByRole('button', { name: 'Stage', exact: true }).first().click();
        await page.getByRole('dialog').waitFor();
        await page.waitForTimeout(200);
      },
    },
  ],
  [
    'tasks-requeue',
    `${P}/tasks`,
    {
      act: async (page) => {
        await page
          .getByRole('checkbox', { name: /^Select rotterdam/ })
          .nth(1)
          .click();
        await page.getByRole('button', { name: 'Requeue' }).click();
        await page.getByRole('dialog').waitFor();
        await page.waitForTimeout(200);
      },
    },
  ],
  ['tasks-empty', `${P}/tasks`, { api: empty }],
  ['tasks-error', `${P}/tasks`, { api: { 'GET /v2/project/:id/tasks': fail } }],
  ['tasks-loading', `${P}/tasks`, { api: { 'GET /v2/project/:id/tasks': () => never } }],
  [
    'schema',
    `${P}/schema`,
    {
      act: async (page) => {
        await page.getByRole('button', { name: /State/ }).first().click();
        await page.getByRole('heading', { name: 'State' }).waitFor();
      },
    },
  ],
  [
    'schema-json-fault',
    `${P}/schema`,
    {
      act: async (page) => {
        await page
          .getByRole('button', { name: /Vehicle/ })
          .first()
          .click();
        await page.getByRole('button', { name: 'JSON' }).click();
        const text = page.getByRole('textbox', { name: 'Schema as JSON' });
        await text.fill(
          (await text.inputValue()).replace('"title": "Vehicle",', '"title": "Vehicle"'),
        );
        await page.getByText(/Line \d+, column/).waitFor();
        await page.waitForTimeout(300);
      },
    },
  ],
  ['schema-empty', `${P}/schema`, { api: empty }],
  [
    'workflow',
    `${P}/workflow`,
    {
      act: async (page) => {
        await page.getByText('Quality check by the second team').last().click();
        await page.waitForTimeout(300);
      },
    },
  ],
  [
    'workflow-faults',
    `${P}/workflow`,
    {
      api: {
        'POST /v2/project/:id': () => {
          throw refusal(400, 'invalid-workflow', 'The workflow has 1 fault.', {
            details: [{ stageId: 'qa', message: 'Review needs a way out for Rejected' }],
          });
        },
      },
      act: async (page) => {
        await page.getByRole('button', { name: 'Add Label' }).click();
        await page.getByRole('button', { name: 'Save workflow' }).click();
        await page.getByText('was not saved').waitFor();
      },
    },
  ],
  ['members', `${P}/members`, {}],
  ['members-empty', `${P}/members`, { api: empty }],
  [
    'settings',
    `${P}/settings`,
    {
      act: async (page) => {
        await page.getByLabel('Name').fill('Other name');
      },
    },
  ],
  ['batches', `${P}/settings/batches`, {}],
  ['not-found', '/nowhere', {}],
  [
    'project-not-found',
    '/projects/nope/overview',
    {
      api: {
        'GET /v2/project/:id': () => {
          throw refusal(400, 'invalid-project', 'Invalid project: nope.');
        },
      },
    },
  ],
];

testPages(PAGES);
