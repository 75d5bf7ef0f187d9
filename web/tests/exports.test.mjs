/** Exports in the browser against a real hub: preview, progress, cancel, history, download, what changed since. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
  box,
  call,
  email,
  makeProject,
  nameOf,
  noHub,
  password,
  until,
  watchProgress,
} from './hub.mjs';
import { makeSteps } from './steps.mjs';
import { axeFindings, launch, openPage, screenshot, signIn } from './support.mjs';
import { unzip } from './unzip.mjs';

/** Enough that an export takes some seconds. */
const ASSETS = 30_000;

let browser;
let page;
let project;
const step = makeSteps('exports', () => page);

before(async () => {
  if (!noHub) {
    browser = await launch();
    page = await openPage(browser);
    project = await makeProject(`Exports ${Date.now()}`, ASSETS);
  }
});
after(() => browser?.close());

const exportsOf = async () => (await call('GET', `/v2/project/${project}/exports`)).exports;
const rows = () => page.getByRole('table', { name: 'Exports' }).getByRole('row');
const tray = () => page.getByRole('region', { name: 'Jobs' });

/** Chooses all stages: nothing is complete yet. */
async function allStages() {
  await page.goto(`/projects/${project}/export`);
  await page.getByRole('button', { name: /^Export 0 tasks/ }).waitFor();
  await page.getByRole('combobox', { name: 'Stages' }).press('Backspace');
  await page.getByRole('button', { name: 'Export 30,000 tasks' }).waitFor();
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
    await preview.getByText('30,000 tasks').waitFor();
    assert.match(await preview.locator('pre').textContent(), /"externalId": "frame-00000\.jpg"/);
    await preview.getByText('Row 3').click();
    assert.match(await preview.locator('pre').textContent(), /"externalId": "frame-00002\.jpg"/);
    assert.deepEqual(await axeFindings(page), []);
  });

  await step(t, 'sees how a split divides the rows', async () => {
    await page.getByRole('switch', { name: 'Split for training' }).click();
    await page.getByText('About 24,000 / 3,000 / 3,000 tasks').waitFor();
    const files = page.getByRole('list', { name: 'Files in the zip' }).getByRole('listitem');
    await until(
      () => files.count(),
      (count) => count >= 3,
    );
    await page.getByRole('switch', { name: 'Split for training' }).click();
  });

  await step(t, 'watches the progress and cancels', async () => {
    await page.getByRole('button', { name: 'Export 30,000 tasks' }).click();
    await page.waitForURL(/view=history/);
    const bar = page.getByRole('progressbar', { name: 'Progress of the export' });
    const values = await watchProgress(bar, (seen) => seen.filter((value) => value > 0).length > 1);
    assert.deepEqual(
      values,
      values.toSorted((a, b) => a - b),
      'progress never goes back',
    );
    assert.ok(values.at(-1) > values[0] && values.at(-1) <= 100, `progress moved: ${values}`);
    await rows().nth(1).getByRole('button', { name: 'Cancel' }).click();
    await rows().nth(1).getByText('Canceled').waitFor();
    assert.equal((await exportsOf())[0].state, 'canceled');
  });

  await step(t, 'finds a running export again after a reload', async () => {
    await rows().nth(1).getByRole('button', { name: 'Export again' }).click();
    await tray()
      .getByText(/^Exporting/)
      .waitFor();
    await page.reload();
    await tray()
      .getByText(/^Exporting/)
      .waitFor();
    await page.goto('/organization');
    await tray()
      .getByText(/^Export/)
      .waitFor();
    await tray().getByRole('link', { name: 'Download' }).waitFor({ timeout: 120_000 });
    const files = unzip(await fetched(tray().getByRole('link', { name: 'Download' })));
    const [[name, json]] = files;
    assert.match(name, /-task-export-.*_GMT\.json$/);
    assert.equal(JSON.parse(json).length, ASSETS);
    assert.ok(files.has('schema.json'));
  });

  await step(t, 'downloads it once more from the history', async () => {
    await page.goto(`/projects/${project}/export?view=history`);
    const row = rows().nth(1);
    await row.getByText('Ready').waitFor();
    assert.match(await row.textContent(), /JSON.*All stages.*30,000.*[kM]B/);
    const [[, json]] = unzip(await fetched(row.getByRole('link', { name: 'Download' })));
    assert.equal(JSON.parse(json)[1].externalId, nameOf(1));
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
    const before = (await exportsOf()).length;
    await rows().nth(1).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Export deleted').waitFor();
    await until(exportsOf, (list) => list.filter((job) => !job.deletedAt).length === before - 1);
  });

  await step(t, 'exports in another format and is told of a bad option', async () => {
    await page.goto(`/projects/${project}/export`);
    await page.getByRole('combobox', { name: 'Format' }).fill('COCO');
    await page.getByRole('option', { name: 'COCO', exact: true }).click();
    await page.getByRole('button', { name: 'Export 1 task' }).click();
    await rows().nth(1).getByText('Ready').waitFor({ timeout: 60_000 });
    const files = unzip(await fetched(rows().nth(1).getByRole('link', { name: 'Download' })));
    const coco = JSON.parse(files.get('annotations.json'));
    assert.equal(coco.annotations.length, 1);
    assert.ok(files.has('report.json'));
  });

  await step(t, 'the pages reported no error', () => assert.deepEqual(page.problems, []));
});
