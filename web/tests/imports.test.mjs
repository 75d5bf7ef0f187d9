/** Imports of labels in the browser against a real hub: check first, then the valid ones; classes; causes; big files. */
import assert from 'node:assert/strict';
import { mkdtempSync, openAsBlob, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  addAssets,
  box,
  call,
  email,
  makeProject,
  nameOf,
  noHub,
  password,
  recordProgress,
  until,
} from './hub.mjs';
import { makeSteps } from './steps.mjs';
import { axeFindings, launch, openPage, screenshot, signIn } from './support.mjs';

/** How long the check of the big file takes at least, in milliseconds, so that it can be watched. */
const LONG = 3000;
/** Items of the big file; as many as this machine needs for its check to be long. */
let items = 10_000;

const files = mkdtempSync(join(tmpdir(), 'kalem-imports-'));
const big = join(files, 'many.ndjson');

let browser;
let page;
let project;
const step = makeSteps('imports', () => page);

before(async () => {
  if (!noHub) {
    browser = await launch();
    page = await openPage(browser);
    project = await makeProject(`Imports ${Date.now()}`, items);
    await makeCheckLong();
  }
});
after(() => {
  rmSync(files, { recursive: true });
  return browser?.close();
});

/** Writes the big file and adds items until it takes long to check, however quick the machine is. */
async function makeCheckLong() {
  // The first one pays for what the hub does only once.
  for (let warm = false; ; warm = true) {
    writeFileSync(big, Array.from({ length: items }, (_, index) => line(index)).join('\n'));
    const took = await checkTime();
    if (warm && took >= LONG) {
      return;
    }
    if (warm) {
      const next = Math.ceil((items * 1.3 * LONG) / took / 5000) * 5000;
      await addAssets(project, items, next);
      items = next;
    }
  }
}

const line = (index) =>
  JSON.stringify({
    externalId: nameOf(index),
    objects: Array.from({ length: 12 }, (_, x) => box(x)),
  });

/** Milliseconds that the hub needs to check the big file. */
async function checkTime() {
  const form = new FormData();
  form.append('options', JSON.stringify({ dryRun: true }));
  form.append('file', await openAsBlob(big), 'warm-up.ndjson');
  const { import: started } = await call('POST', `/v2/project/${project}/import`, form);
  const { createdAt, finishedAt } = await until(
    async () => (await call('GET', `/v2/imports/${started._id}`)).import,
    (job) => job.state === 'checked',
  );
  await call('DELETE', `/v2/imports/${started._id}`);
  return Date.parse(finishedAt) - Date.parse(createdAt);
}

/** Checks a file through the form; without a format it is told by the content. */
function check(name, content, format) {
  return checkFile({ name, mimeType: 'application/json', buffer: Buffer.from(content) }, format);
}

async function checkFile(file, format) {
  await page.goto(`/projects/${project}/import`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(file);
  if (format) {
    await page.getByRole('combobox', { name: 'Format' }).fill(format);
    await page.getByRole('option', { name: format, exact: true }).click();
  }
  await page.getByRole('button', { name: 'Check file' }).click();
  await page.waitForURL(/\/import\/[0-9a-f]{24}$/);
}

const labeled = async (index) => {
  const { assets } = await call(
    'GET',
    `/v2/project/${project}/assets?filters=${encodeURIComponent(JSON.stringify({ externalId: nameOf(index) }))}`,
  );
  const task = await call('GET', `/v2/task/${assets[0].labelTasks[0]._id}`);
  return task.task.answer.tools;
};

const fact = (label) => page.locator('dl > div').filter({ hasText: label }).locator('dd');
const problem = (text) =>
  page.getByRole('table', { name: 'Problems' }).getByRole('row', { name: text });

const mixed = JSON.stringify([
  { externalId: nameOf(0), objects: [box(40), box(300, 'Moving')] },
  {
    externalId: nameOf(1),
    objects: [
      box(40),
      {
        schemaId: 'road',
        polygon: [
          [1, 1],
          [2, 2],
        ],
      },
    ],
  },
  { externalId: 'FRAME-00002.jpg', objects: [box(40)] },
  { externalId: nameOf(3), objects: [box(40, 'Flying')] },
  { externalId: nameOf(4), objects: [{ ...box(40), schemaId: 'tram' }] },
]);

const coco = (names) =>
  JSON.stringify({
    images: names.map((name, index) => ({
      id: index + 1,
      file_name: name,
      width: 1920,
      height: 1080,
    })),
    categories: [
      { id: 1, name: 'Vehicle' },
      { id: 2, name: 'Tram' },
    ],
    annotations: names.flatMap((_, index) =>
      [1, 2].map((category) => ({
        id: index * 2 + category,
        image_id: index + 1,
        category_id: category,
        bbox: [10 * category, 20, 100, 50],
        area: 5000,
        segmentation: [],
        iscrowd: 0,
      })),
    ),
  });

test('a manager brings labels in', { skip: noHub }, async (t) => {
  await step(t, 'starts from a sample of the project itself', async () => {
    await signIn(page, email, password, `/projects/${project}/import`);
    await page.getByRole('button', { name: 'Sample JSON' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    const sample = readFileSync(await (await download).path(), 'utf8');
    await page.keyboard.press('Escape');
    await check('sample-labels.json', sample);
    await page.getByRole('button', { name: 'Import 1 task' }).waitFor();
    await fact('tasks would be labeled').getByText('1 / 1').waitFor();
    assert.equal(await page.getByRole('table', { name: 'Problems' }).count(), 0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Nothing was imported', { exact: true }).waitFor();
  });

  await step(t, 'checks a file and reads what is wrong where', async () => {
    await check('mixed.json', mixed);
    await page.getByRole('button', { name: 'Import the valid ones' }).waitFor();
    const polygon = await problem(/Broken shape/).textContent();
    assert.match(polygon, new RegExp(nameOf(1)));
    assert.match(polygon, /\[1\]\.objects\[1\]\.polygon/);
    assert.match(
      await problem(/No such asset/).textContent(),
      /FRAME-00002\.jpg.*frame-00002\.jpg/,
    );
    assert.match(await problem(/Unknown option/).textContent(), /Flying/);
    assert.match(await problem(/Unknown class/).textContent(), /\[4\]\.objects\[0\]/);
    assert.deepEqual(await labeled(0), [], 'a check writes nothing');
    assert.deepEqual(await axeFindings(page), []);
    await screenshot(page, 'imports-checked');
  });

  await step(t, 'takes the report as a table', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download all as CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    for (const code of ['BAD_GEOMETRY', 'ASSET_NOT_FOUND', 'UNKNOWN_OPTION', 'UNKNOWN_CLASS']) {
      assert.match(csv, new RegExp(code));
    }
  });

  await step(t, 'shows the problems of one kind', async () => {
    await page.getByRole('button', { name: /^Broken shape/ }).click();
    await until(
      () => page.getByRole('table', { name: 'Problems' }).getByRole('row').count(),
      (count) => count === 2,
    );
    await page.getByRole('button', { name: /^Broken shape/ }).click();
  });

  await step(t, 'imports the valid ones', async () => {
    await page.getByRole('button', { name: 'Import the valid ones' }).click();
    await page.getByText('Imported', { exact: true }).waitFor({ timeout: 60_000 });
    await fact('tasks are labeled')
      .getByText(/ \/ 5$/)
      .waitFor();
    assert.deepEqual(
      (await labeled(0)).map((object) => object.classifications[0].answer),
      ['Parked', 'Moving'],
    );
    assert.equal((await labeled(1)).length, 1, 'the broken polygon was left out');
    await screenshot(page, 'imports-done');
  });

  await step(t, 'is told why nothing would be labeled', async () => {
    await check(
      'elsewhere.json',
      JSON.stringify([{ externalId: 'nowhere.jpg', objects: [box(1)] }]),
    );
    await page.getByRole('alert').getByText('No asset of this project').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Import the valid ones' }).isDisabled());
    await screenshot(page, 'imports-nothing');
  });

  await step(t, 'is told where a file is broken', async () => {
    await check('broken.json', '[{"externalId": "a",\n "objects": [,]}]');
    await page
      .getByRole('alert')
      .getByText(/line 2/i)
      .waitFor();
  });

  const importAll = () =>
    page.getByRole('button', { name: `Import ${items.toLocaleString('en')} tasks` });

  await step(t, 'watches a big file being checked, over a reload', async () => {
    await checkFile(big);
    const shownBefore = await recordProgress(page, 'Progress: Checking');
    const first = await until(shownBefore, (values) => values.some((value) => value > 0));
    await page.reload();
    const shownAfter = await recordProgress(page, 'Progress: Checking');
    await importAll().waitFor({ timeout: 120_000 });
    const values = [...first, ...(await shownAfter())];
    assert.deepEqual(
      values,
      values.toSorted((a, b) => a - b),
      'progress never goes back',
    );
    assert.ok(new Set(values).size > 2, `progress moved: ${values}`);
  });

  await step(t, 'leaves the page, finds the import in the tray, cancels it', async () => {
    await importAll().click();
    await page.getByRole('progressbar', { name: 'Progress: Importing' }).waitFor();
    await page.goto('/projects');
    const tray = page.getByRole('region', { name: 'Jobs' });
    await tray.getByText('Importing many.ndjson').waitFor();
    await tray.getByText(`of ${items.toLocaleString('en')} items`).waitFor();
    await tray.getByRole('button', { name: 'Cancel' }).click();
    await tray.getByText('Canceled').waitFor();
    await tray.getByRole('link', { name: 'Report' }).click();
    await page.getByText('The import was canceled').waitFor();
  });

  await step(t, 'finds all of them in the history', async () => {
    await page.getByRole('link', { name: 'All imports' }).click();
    const table = page.getByRole('table', { name: 'Imports' });
    await table.getByRole('link', { name: 'many.ndjson' }).waitFor();
    assert.match(await table.getByRole('row', { name: /mixed\.json/ }).textContent(), /Imported/);
    assert.match(await table.getByRole('row', { name: /broken\.json/ }).textContent(), /Failed/);
    assert.match(await table.getByRole('row', { name: /elsewhere/ }).textContent(), /Checked/);
    assert.deepEqual(await axeFindings(page), []);
    await screenshot(page, 'imports-history');
    await table.getByRole('link', { name: 'mixed.json' }).click();
    await page.getByRole('table', { name: 'Problems' }).waitFor();
  });

  await step(t, 'creates the classes a foreign file brings', async () => {
    await check('instances.json', coco([nameOf(10), nameOf(11)]), 'COCO');
    const classes = page.getByRole('region', { name: 'Classes' });
    await classes.getByText('Tram').waitFor();
    await classes.getByRole('switch', { name: 'Create the missing class' }).click();
    await page.getByRole('button', { name: 'Import the valid ones' }).click();
    await page.getByText('Imported', { exact: true }).waitFor({ timeout: 60_000 });
    const titles = (await labeled(10)).map((object) => object.title).toSorted();
    assert.deepEqual(titles, ['Tram', 'Vehicle']);
    const { project: now } = await call('GET', `/v2/project/${project}`);
    assert.ok(now.categorySchema.tools.some((tool) => tool.title === 'Tram'));
  });

  await step(t, 'the pages reported no error', () => assert.deepEqual(page.problems, []));
});
