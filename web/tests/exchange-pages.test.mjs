/** The pages of exports, imports, notices and storages in every state. The API is mocked. */
import assert from 'node:assert/strict';
import { id, projectId } from './base.mjs';
import { exports, preview, storages } from './exchange.mjs';
import { categorySchema, project } from './fixtures.mjs';
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
const emptyProject = {
  'GET /v2/project/:id': () => ({
    project: {
      ...project,
      name: 'New project',
      categorySchema: { tools: [], classifications: [], relations: [] },
      batches: [],
      assignedTo: [],
    },
  }),
  'GET /v2/project/:id/assets': () => ({ assets: [], total: 0 }),
  'GET /v2/project/:id/exports': () => ({ exports: [], total: 0 }),
  'GET /v2/project/:id/imports': () => ({ imports: [], total: 0 }),
  'POST /v2/exports/preview': () => ({ rows: [], total: 0, files: ['New_project.json'] }),
};
const finished = { 'GET /v2/project/:id/exports': () => ({ exports: exports.slice(2), total: 5 }) };
const report = (index) => `${P}/import/${id('2a', index + 1)}`;

const PAGES = [
  ['export', `${P}/export`, { api: finished }],
  ['export-empty', `${P}/export`, { api: emptyProject }],
  ['export-preview-loading', `${P}/export`, { api: { 'POST /v2/exports/preview': () => never } }],
  [
    'export-preview-error',
    `${P}/export`,
    { api: { ...finished, 'POST /v2/exports/preview': fail } },
  ],
  [
    'export-converter',
    `${P}/export`,
    {
      api: {
        ...finished,
        'POST /v2/exports/preview': (_, body) => ({
          ...preview,
          files: body.format === 'coco' ? ['annotations.json', 'report.json'] : preview.files,
        }),
      },
      act: async (page) => {
        await page.getByRole('combobox', { name: 'Format' }).click();
        await page.getByRole('option', { name: 'COCO' }).click();
        await page.getByRole('switch', { name: 'Boxes as polygons too' }).click();
        await page.getByRole('button', { name: 'All options' }).click();
        const json = page.getByLabel('Options as JSON');
        assert.deepEqual(JSON.parse(await json.inputValue()), { box_as_polygon: true });
        await json.fill('{"box_as_polygon": tru}');
        await page.getByText(/^Line 1, column 20/).waitFor();
      },
    },
  ],
  [
    'export-formats',
    `${P}/export`,
    {
      api: finished,
      act: async (page) => {
        await page.getByRole('combobox', { name: 'Format' }).click();
        await page.getByRole('option', { name: 'COCO' }).waitFor();
      },
    },
  ],
  [
    'export-more',
    `${P}/export`,
    {
      api: finished,
      act: async (page) => {
        await page.getByRole('switch', { name: 'Split for training' }).click();
        await page.getByText('About 5,771 / 721 / 722 tasks').waitFor();
        await page.getByRole('textbox', { name: 'Test' }).fill('15');
        await page.getByText('The shares make 105 %').waitFor();
        await page.getByRole('button', { name: 'More' }).click();
        await page.getByLabel('Created after').fill('2026-05-04T09:00');
        await page.getByLabel('Created before').fill('2026-05-01T09:00');
        await page.getByText('The end must be later').waitFor();
      },
    },
  ],
  ['export-history', `${P}/export?view=history`, {}],
  ['export-history-empty', `${P}/export?view=history`, { api: emptyProject }],
  [
    'export-history-loading',
    `${P}/export?view=history`,
    { api: { 'GET /v2/project/:id/exports': () => never } },
  ],
  [
    'export-history-error',
    `${P}/export?view=history`,
    { api: { 'GET /v2/project/:id/exports': fail } },
  ],
  [
    'job-tray',
    `${P}/export`,
    {
      act: async (page) => {
        await page.getByRole('button', { name: /^Export 7,214 tasks/ }).click();
        await page.waitForURL(/view=history/);
        await page.getByText('1 job running').waitFor();
        await page.waitForTimeout(1300);
      },
    },
  ],
  ['import', `${P}/import`, {}],
  [
    'import-chosen',
    `${P}/import`,
    {
      api: {
        'POST /v2/project/:id/import': () => {
          throw refusal(
            413,
            'too-large',
            'The file is larger than 2 GB. Split it and import the parts.',
          );
        },
      },
      act: async (page) => {
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Choose a file' }).click();
        await (
          await chooser
        ).setFiles({
          name: 'predictions.ndjson',
          mimeType: 'application/x-ndjson',
          buffer: Buffer.from('{"externalId":"a","objects":[]}'),
        });
        await page.getByRole('button', { name: 'Check file' }).click();
        await page.getByRole('alert').waitFor();
      },
    },
  ],
  [
    'import-sample',
    `${P}/import`,
    {
      act: async (page) => {
        await page.getByRole('button', { name: 'Sample JSON' }).click();
        const sample = page.getByRole('dialog').locator('pre');
        await sample.waitFor();
        const [item] = JSON.parse(await sample.textContent());
        assert.equal(item.objects[0].schemaId, categorySchema.tools[0].schemaId);
      },
    },
  ],
  ['import-history', `${P}/import?view=history`, {}],
  ['import-history-empty', `${P}/import?view=history`, { api: emptyProject }],
  [
    'import-history-error',
    `${P}/import?view=history`,
    { api: { 'GET /v2/project/:id/imports': fail } },
  ],
  ['import-running', report(0), {}],
  ['import-checked', report(1), {}],
  [
    'import-checked-filtered',
    report(1),
    {
      act: async (page) => {
        await page.getByRole('button', { name: /^Broken shape/ }).click();
        await page.getByRole('switch', { name: 'Create the 2 missing classes' }).click();
        await page.getByText('The first 17 problems of 60').scrollIntoViewIfNeeded();
      },
    },
  ],
  ['import-done', report(2), {}],
  ['import-nothing', report(3), {}],
  ['import-failed', report(4), {}],
  ['import-canceled', report(5), {}],
  ['import-loading', report(1), { api: { 'GET /v2/imports/:id': () => never } }],
  [
    'import-gone',
    report(8),
    {
      api: {
        'GET /v2/imports/:id': () => {
          throw refusal(404, 'not-found', 'There is no such import.');
        },
      },
    },
  ],
  [
    'notices',
    `${P}/export?view=history`,
    {
      act: async (page) => {
        await page.getByRole('button', { name: /^Notices/ }).click();
        await page.getByText('The model has finished.').waitFor();
        await page.waitForTimeout(150);
      },
    },
  ],
  [
    'notices-empty',
    '/projects',
    {
      api: { 'GET /v2/notices': () => ({ notices: [], unread: 0 }) },
      act: async (page) => {
        await page.getByRole('button', { name: 'Notices', exact: true }).click();
        await page.getByText('Nothing yet.').waitFor();
        await page.waitForTimeout(150);
      },
    },
  ],
  ['export-storage', `${P}/settings/export-storage`, {}],
  [
    'export-storage-refused',
    `${P}/settings/export-storage`,
    {
      api: {
        'PUT /v2/project/:id/exportStorage': () => {
          throw refusal(
            400,
            'storage-refused',
            'The storage refused the test file: AccessDenied, the key may not write to bucket meridian-exports.',
          );
        },
      },
      act: async (page) => {
        await page.getByLabel('Path').fill('rotterdam/2027');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('AccessDenied').waitFor();
      },
    },
  ],
  [
    'export-storage-none',
    `${P}/settings/export-storage`,
    {
      api: {
        'GET /v2/storages': () => ({ storages: [], total: 0 }),
        'GET /v2/project/:id/exportStorage': () => ({
          exportStorage: { enabled: false, storage: '', bucket: '', path: '' },
        }),
      },
      act: (page) =>
        page.getByRole('switch', { name: 'Write exports to your own storage' }).click(),
    },
  ],
  ['storages', '/organization/storages', {}],
  [
    'storages-empty',
    '/organization/storages',
    { api: { 'GET /v2/storages': () => ({ storages: [], total: 0 }) } },
  ],
  [
    'storages-unreached',
    '/organization/storages',
    {
      api: {
        'POST /v2/storages': (_, body) => ({
          storage: {
            ...storages[0],
            name: body.name,
            validation: {
              state: 'failed',
              reason: 'InvalidAccessKeyId: the key id is not known to the store.',
            },
          },
        }),
      },
      act: async (page) => {
        await page.getByRole('button', { name: 'Add storage' }).click();
        await page.getByLabel('Name').fill('New store');
        await page.getByLabel('Access key id').fill('AKIA');
        await page.getByLabel('Secret access key').fill('secret');
        await page.getByRole('dialog').getByRole('button', { name: 'Add storage' }).click();
        await page.getByText('New store could not be reached').waitFor();
      },
    },
  ],
  [
    'storages-test',
    '/organization/storages',
    {
      api: {
        'POST /v2/storages/:id/validate': () => ({
          checks: [
            { name: 'credentials', state: 'pass', message: '', permission: '' },
            {
              name: 'write',
              state: 'fail',
              message: 'AccessDenied: the key may not write here.',
              permission: 's3:PutObject on arn:aws:s3:::meridian-exports/*',
            },
            { name: 'read', state: 'skipped', message: '', permission: '' },
          ],
        }),
      },
      act: async (page) => {
        await page.getByRole('button', { name: 'Test' }).first().click();
        await page.getByRole('dialog').getByRole('button', { name: 'Test' }).click();
        await page.getByText('AccessDenied').waitFor();
      },
    },
  ],
  [
    'storages-add',
    '/organization/storages',
    {
      api: {
        'POST /v2/storages': () => {
          throw refusal(400, 'invalid', `A storage named ${storages[0].name} exists already.`);
        },
      },
      act: async (page) => {
        await page.getByRole('button', { name: 'Add storage' }).click();
        await page.getByLabel('Name').fill('Delivery bucket');
        await page.getByLabel('Endpoint').fill('objects.meridian.test');
        await page.getByText('Enter an http or https address').waitFor();
      },
    },
  ],
];

testPages(PAGES, [{ scheme: 'dark', width: 2560, height: 1440 }]);
