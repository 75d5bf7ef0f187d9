/** Exports in the browser against a real hub: preview, progress, cancel, history, download, what changed since. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
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
  until,
  recordProgress,
} from './hub.mjs';
import { makeSteps } from './steps.mjs';
import { axeFindings, launch, openPage, screenshot, signIn } from './support.mjs';
import { unzip } from './unzip.mjs';

/** How long an export of everything takes at least, in milliseconds, so that it can be watched and canceled. */
const LONG = 3000;
/** Work that the hub takes on at the same time; one more has to wait. */
const AT_ONCE = 4;
/** Pictures in the project; as many as this machine needs for an export to be long. */
let assets = 30_000;
const amount = () => assets.toLocaleString('en');

const run = Date.now();
/** A folder that the hub may write exports to, where its operator allows one. */
const folders = process.env.KALEM_EXPORT_FOLDERS;

let browser;
let page;
let project;
const step = makeSteps('exports', () => page);

before(async () => {
  if (!noHub) {
    browser = await launch();
    page = await openPage(browser);
    project = await makeProject(`Exports ${run}`, assets);
    await makeExportsLong();
  }
});
after(() => browser?.close());

const exportsOf = async () => (await call('GET', `/v2/project/${project}/exports`)).exports;
const rows = () => page.getByRole('table', { name: 'Exports' }).getByRole('row');
const tray = () => page.getByRole('region', { name: 'Jobs' });

/** An export that nobody is told of, as scripts make them. */
const startQuietly = async () =>
  (await call('POST', '/v2/exports', { project, format: 'json', doNotNotify: true })).export._id;

/** Adds pictures until an export of all takes long, however quick the machine is. */
async function makeExportsLong() {
  for (;;) {
    const id = await startQuietly();
    const { durationMs } = await until(
      async () => (await call('GET', `/v2/exports/${id}`)).export,
      (job) => job.state === 'ready',
    );
    if (durationMs >= LONG) {
      return;
    }
    const next = Math.ceil((assets * 1.3 * LONG) / durationMs / 10_000) * 10_000;
    await addAssets(project, assets, next);
    assets = next;
  }
}

/** Chooses all stages: nothing is complete yet. */
async function allStages() {
  await page.goto(`/projects/${project}/export`);
  await page.getByRole('button', { name: /^Export 0 tasks/ }).waitFor();
  await page.getByRole('combobox', { name: 'Stages' }).press('Backspace');
  await all().waitFor();
}

const all = () => page.getByRole('button', { name: `Export ${amount()} tasks` });

/** Starts an export of everything while the hub is busy with others, so that it waits; returns what ends them. */
async function startAfterOthers() {
  await allStages();
  const others = [];
  while (others.length < AT_ONCE) {
    others.push(await startQuietly());
  }
  await all().click();
  await page.waitForURL(/view=history/);
  return () => Promise.all(others.map((id) => call('DELETE', `/v2/exports/${id}`)));
}

/** Downloads what a link leads to. */
async function fetched(link) {
  const download = page.waitForEvent('download');
  await link.click();
  return readFileSync(await (await download).path());
}

test('a manager takes labels out', { skip: noHub }, async (t) => {
  await step(t, 'sees what an export holds before it is made', async () => {
    await signIn(page, email, password, `/projects/${project}/export`);
    await page.getByText('No task matches').waitFor();
    await allStages();
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByText(`${amount()} tasks`).waitFor();
    assert.match(await preview.locator('pre').textContent(), /"externalId": "frame-00000\.jpg"/);
    await preview.getByText('Row 3').click();
    assert.match(await preview.locator('pre').textContent(), /"externalId": "frame-00002\.jpg"/);
    assert.deepEqual(await axeFindings(page), []);
  });

  await step(t, 'sees how a split divides the rows', async () => {
    await page.getByRole('switch', { name: 'Split for training' }).click();
    const [train, other] = [0.8, 0.1].map((share) => (assets * share).toLocaleString('en'));
    await page.getByText(`About ${train} / ${other} / ${other} tasks`).waitFor();
    const files = page.getByRole('list', { name: 'Files in the zip' }).getByRole('listitem');
    await until(
      () => files.count(),
      (count) => count >= 3,
    );
    await page.getByRole('switch', { name: 'Split for training' }).click();
  });

  await step(t, 'watches the progress', async () => {
    await allStages();
    const shown = await recordProgress(page, 'Progress of the export');
    await all().click();
    await rows().nth(1).getByText('Ready').waitFor({ timeout: 120_000 });
    const [{ durationMs }] = await exportsOf();
    const values = await shown();
    assert.deepEqual(
      values,
      values.toSorted((a, b) => a - b),
      'progress never goes back',
    );
    assert.ok(values.length > 2, `progress moved, in ${durationMs} ms: ${values}`);
  });

  await step(t, 'cancels one', async () => {
    const endOthers = await startAfterOthers();
    await rows().nth(1).getByRole('button', { name: 'Cancel' }).click();
    await rows().nth(1).getByText('Canceled').waitFor();
    assert.equal((await exportsOf())[0].state, 'canceled');
    await endOthers();
  });

  await step(t, 'finds a running export again after a reload', async () => {
    const endOthers = await startAfterOthers();
    await tray()
      .getByText(/^Exporting/)
      .waitFor();
    await page.reload();
    await tray()
      .getByText(/^Exporting/)
      .first()
      .waitFor();
    await endOthers();
    await page.goto('/organization');
    const link = tray().getByRole('link', { name: 'Download' }).first();
    await link.waitFor({ timeout: 180_000 });
    const files = unzip(await fetched(link));
    const [[name, json]] = files;
    assert.match(name, /-task-export-.*_GMT\.json$/);
    assert.equal(JSON.parse(json).length, assets);
    assert.ok(files.has('schema.json'));
  });

  await step(t, 'downloads it once more from the history', async () => {
    await page.goto(`/projects/${project}/export?view=history`);
    const row = rows().nth(1);
    await row.getByText('Ready').waitFor();
    assert.match(await row.textContent(), new RegExp(`JSON.*All stages.*${amount()}.*[kM]B`));
    const [[, json]] = unzip(await fetched(row.getByRole('link', { name: 'Download' })));
    assert.equal(JSON.parse(json)[1].externalId, nameOf(1));
    await page.mouse.move(0, 0);
    await screenshot(page, 'exports-history');
    assert.deepEqual(await axeFindings(page), []);
  });

  await step(t, 'is told by a notice', async () => {
    const unread = async () => (await call('GET', '/v2/notices?unread=true')).unread;
    const before = await unread();
    await page.getByRole('button', { name: /^Notices [1-9]/ }).click();
    await page
      .getByRole('link', { name: /is ready/ })
      .first()
      .click();
    await page.waitForURL(new RegExp(`/projects/${project}/export`));
    await until(unread, (left) => left === before - 1);
  });

  await step(t, 'takes only what changed since then', async () => {
    const { tasks } = await call('GET', `/v2/project/${project}/tasks?limit=1`);
    await call('POST', `/v2/annotate/${tasks[0]._id}?nextStage=true`, {
      answer: { objects: [box(40)], classifications: [], relations: [] },
    });
    await page.goto(`/projects/${project}/export`);
    await page.getByRole('combobox', { name: 'Only changed since' }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Export 1 task' }).click();
    await rows().nth(1).getByText('Ready').waitFor({ timeout: 60_000 });
    const [[, json]] = unzip(await fetched(rows().nth(1).getByRole('link', { name: 'Download' })));
    const [row] = JSON.parse(json);
    assert.equal(row.task.taskId, tasks[0]._id);
    assert.equal(row.task.tools[0].title, 'Vehicle');
  });

  await step(t, 'exports the chosen tasks of the list', async () => {
    await page.goto(`/projects/${project}/tasks`);
    await page
      .getByRole('checkbox', { name: /^Select frame/ })
      .nth(0)
      .click();
    await page
      .getByRole('checkbox', { name: /^Select frame/ })
      .nth(2)
      .click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText('Only 2 tasks chosen in the list').waitFor();
    await page.getByRole('button', { name: 'Export 2 tasks' }).click();
    await rows().nth(1).getByText('2 chosen tasks').waitFor();
  });

  await step(t, 'deletes one', async () => {
    await rows().nth(1).getByText('Ready').waitFor({ timeout: 60_000 });
    const [{ _id: id }] = await exportsOf();
    await rows().nth(1).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Export deleted').waitFor();
    const left = await exportsOf();
    assert.ok(left.every((job) => job._id !== id || job.deletedAt));
  });

  await step(t, 'exports in another format and is told of a bad option', async () => {
    await page.goto(`/projects/${project}/export`);
    await page.getByRole('combobox', { name: 'Format' }).fill('COCO');
    await page.getByRole('option', { name: 'COCO', exact: true }).click();
    await page.getByRole('button', { name: 'All options' }).click();
    await page.getByLabel('Options as JSON').fill('{"box_as_polygon": 3}');
    await page.getByText(/The option box_as_polygon must be true or false/).waitFor();
    await page.getByLabel('Options as JSON').fill('');
    await page.getByRole('switch', { name: 'Boxes as polygons too' }).click();
    await page.getByRole('button', { name: 'Export 1 task' }).click();
    await rows().nth(1).getByText('Ready').waitFor({ timeout: 60_000 });
    const files = unzip(await fetched(rows().nth(1).getByRole('link', { name: 'Download' })));
    const coco = JSON.parse(files.get('annotations.json'));
    assert.equal(coco.annotations.length, 1);
    assert.equal(coco.annotations[0].segmentation[0].length, 8, 'the corners of the box');
    assert.ok(files.has('report.json'));
  });

  await step(t, 'is told why a storage cannot be used', async () => {
    await page.goto('/organization/storages');
    await page.getByRole('button', { name: 'Add storage' }).click();
    await page.getByText('Folder on the server').click();
    await page.getByLabel('Name').fill(`Elsewhere ${run}`);
    await page.getByRole('textbox', { name: 'Folder' }).fill('/etc');
    await page.getByRole('dialog').getByRole('button', { name: 'Add storage' }).click();
    await page
      .getByRole('alert')
      .getByText(/The folder must lie below|KALEM_EXPORT_FOLDERS/)
      .waitFor();
  });

  await step(t, 'writes exports to a folder of the server', async (context) => {
    if (!folders) {
      context.skip('the hub allows no folder: KALEM_EXPORT_FOLDERS is not set');
      return;
    }
    await page.getByLabel('Name').fill(`Deliveries ${run}`);
    await page.getByRole('textbox', { name: 'Folder' }).fill(folders);
    await page.getByRole('dialog').getByRole('button', { name: 'Add storage' }).click();
    await page.getByText(`Deliveries ${run} added`).waitFor();
    await page.goto(`/projects/${project}/settings/export-storage`);
    await page.getByRole('switch', { name: 'Write exports to your own storage' }).click();
    await page.getByRole('combobox', { name: 'Storage' }).click();
    await page.getByRole('option', { name: `Deliveries ${run}` }).click();
    await page.getByLabel('Path').fill('spring/2026');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('a test file was written there').waitFor();
    await page.goto(`/projects/${project}/export`);
    await page.getByRole('button', { name: 'Export 1 task' }).click();
    await rows().nth(1).getByText('Ready').waitFor({ timeout: 60_000 });
    await rows().nth(1).getByText(`In Deliveries ${run}`).waitFor();
    await rows().nth(1).getByText('Never').waitFor();
    const [[, json]] = unzip(await fetched(rows().nth(1).getByRole('link', { name: 'Download' })));
    assert.equal(JSON.parse(json).length, 1);
    const [file] = readdirSync(join(folders, 'spring', '2026'));
    assert.match(file, /\.zip$/);
  });

  await step(t, 'the pages reported no error', () => assert.deepEqual(page.problems, []));
});
