/** The workflow canvas against a real server: what is drawn is what the API has, and the other way round. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addAssets, call, email, makeProject, noHub, password, until } from './hub.mjs';
import { makeSteps } from './steps.mjs';
import { axeFindings, launch, openPage, screenshot, signIn } from './support.mjs';

let browser;
let page;

before(async () => {
  if (!noHub) {
    browser = await launch();
    page = await openPage(browser, { width: 1440, height: 900 });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page, email, password);
  }
});
after(() => browser?.close());

const node = (name) =>
  page.locator('.react-flow__node').filter({ has: page.getByTitle(name, { exact: true }) });
const panel = () => page.getByRole('complementary', { name: /^Stage / });
/** By keyboard: the stage may lie outside of what is shown. */
const choose = async (name) => {
  await node(name).focus();
  await page.keyboard.press('Enter');
};
const add = (type) => page.getByRole('button', { name: `Add ${type}`, exact: true }).click();
const rename = (name) => panel().getByLabel('Name', { exact: true }).fill(name);
const lead = (output, to) =>
  panel().getByLabel(output, { exact: true }).selectOption({ label: to });
const open = (project) => page.goto(`/projects/${project}/workflow`);
const stagesOf = async (project) => (await call('GET', `/v2/project/${project}`)).project.stages;
const pick = async (label, option) => {
  await panel().getByRole('combobox', { name: label }).last().click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const save = async () => {
  await page.getByRole('button', { name: 'Save workflow' }).click();
  await page.getByText('Workflow saved').last().waitFor();
};
/** The page in both themes, looked at by axe. */
const look = async (name) => {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForTimeout(300);
    await screenshot(page, `canvas-${name}-${scheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  assert.deepEqual(await axeFindings(page), []);
};

test('a manager draws a workflow of all kinds of stages', { skip: noHub }, async (t) => {
  const step = makeSteps('canvas', () => page);
  const project = await makeProject(`Canvas ${Date.now()}`, 0);
  await call('POST', `/v2/batches/${project}`, { name: 'Night' });

  await step(t, 'adds a rule about labels, one about batches, and where they lead', async () => {
    await open(project);
    await node('Complete').waitFor();
    await add('Hold');
    await rename('Wait for night');
    await lead('Next', 'Complete');
    await add('Review');
    await rename('Check');
    await lead('Accepted', 'Complete');
    await lead('Rejected', 'Label');
    await add('Logic');
    await rename('Split');
    await panel().getByLabel('Share of tasks').fill('25');
    await lead('Rule 1 leads to', 'Check');
    await panel().getByRole('button', { name: 'Add rule' }).click();
    await page.getByRole('menuitem', { name: 'Batch' }).click();
    await pick('Any of these batches', 'Night');
    await page.keyboard.press('Escape');
    const second = panel().getByRole('group', { name: 'Rule 2' });
    await second.getByRole('button', { name: 'And' }).click();
    await page.getByRole('menuitem', { name: 'Labels' }).click();
    await second.getByRole('combobox', { name: 'Add a class' }).click();
    await page.getByRole('option', { name: 'Vehicle', exact: true }).click();
    await second.getByLabel('What is asked of Vehicle').selectOption('count');
    await second.getByLabel('Number').fill('3');
    await lead('Rule 2 leads to', 'Wait for night');
    await lead('Else', 'Complete');
    await look('logic');
  });

  await step(t, 'adds a consensus with two judges, and a webhook', async () => {
    await add('Consensus');
    await rename('Judges');
    await panel().getByRole('button', { name: 'Add person' }).click();
    await panel().getByRole('button', { name: 'Add person' }).click();
    await pick('Add a threshold for a class', 'Vehicle');
    await panel().getByLabel('Score of Vehicle').fill('85');
    await panel().getByLabel('Which judgment goes on').selectOption('majority');
    await panel().getByRole('switch', { name: 'Blind start' }).check();
    await lead('Agreement', 'Complete');
    await lead('Disagreement', 'Check');
    await look('consensus');
    await add('Webhook');
    await rename('Tell billing');
    await panel().getByLabel('URL').fill('https://hooks.example.com/kalem');
    await panel().getByLabel('Authorization').selectOption('secret');
    await panel().getByLabel('Secret', { exact: true }).fill('open sesame');
    await panel().getByLabel('When a message can not be delivered').selectOption('forward');
    await lead('Sent', 'Split');
    await panel().getByRole('button', { name: 'Close settings' }).click();
    await choose('Label');
    await lead('Submitted', 'Judges');
    await choose('Judges');
    await lead('Agreement', 'Tell billing');
    await panel().getByRole('button', { name: 'Close settings' }).click();
    await page.getByRole('button', { name: 'Tidy up' }).click();
    await save();
    await look('saved');
  });

  await step(t, 'and the API has exactly that', async () => {
    const stages = await stagesOf(project);
    const by = (name) => stages.find((stage) => stage.name === name);
    const id = (name) => by(name).id;
    const [{ _id: night }] = (await call('GET', `/v2/project/${project}`)).project.batches;
    assert.deepEqual(by('Split').next, [id('Check'), id('Wait for night'), 'Complete']);
    assert.deepEqual(by('Split').logic.conditions, [
      { type: 'RandomSample', value: 0.25, index: 0 },
      { type: 'Batch', value: [night], index: 1 },
      {
        type: 'AnnotationType',
        value: {
          tools: [{ schemaId: 'vehicle', filter: [{ count: { $gte: 3 } }] }],
          classifications: [],
          relations: [],
        },
        index: 1,
      },
    ]);
    assert.deepEqual(by('Judges').next, [id('Tell billing'), id('Check')]);
    assert.deepEqual(by('Judges').consensusConfig, {
      threshold: { vehicle: 85 },
      defaultThreshold: 70,
      adjudicationMethod: 'majority',
      blindStart: true,
    });
    const judges = stages.filter((stage) => stage.consensusId === id('Judges'));
    assert.deepEqual(
      judges.map(({ type, next }) => ({ type, next })),
      [1, 2].map(() => ({ type: 'Label', next: [id('Judges')] })),
    );
    assert.deepEqual(by('Check').next, ['Complete', 'Label']);
    assert.deepEqual(by('Wait for night').next, ['Complete']);
    const { url, authType, secret, onFailure, next } = by('Tell billing');
    assert.deepEqual(
      { url, authType, secret, onFailure, next },
      {
        url: 'https://hooks.example.com/kalem',
        authType: 'secret',
        secret: '********',
        onFailure: 'forward',
        next: [id('Split')],
      },
    );
    assert.deepEqual(by('Label').next, [id('Judges')]);
  });

  await step(t, 'restores the version before', async () => {
    await page.getByRole('button', { name: 'Versions' }).click();
    const versions = page.getByRole('dialog', { name: 'Versions' });
    await versions.getByText('Current').waitFor();
    await look('versions');
    await versions.getByRole('button', { name: 'Restore' }).last().click();
    await page.getByText(/Version \d+ restored/).waitFor();
    await page.keyboard.press('Escape');
    await until(
      () => stagesOf(project),
      (stages) => !stages.some((stage) => stage.name === 'Judges'),
      10_000,
    );
    await node('Judges').waitFor({ state: 'detached' });
  });
  assert.deepEqual(page.problems, []);
});

test('the canvas shows what scripts have saved', { skip: noHub }, async (t) => {
  const step = makeSteps('canvas-read', () => page);
  const project = await makeProject(`Drawn ${Date.now()}`, 0);
  const at = (x, y) => ({ x, y });
  const stages = [
    {
      id: 'Start',
      type: 'Start',
      name: 'Start',
      next: ['hold'],
      autoForward: false,
      position: at(0, 0),
    },
    { id: 'hold', type: 'Hold', name: 'Hold back', next: ['c'], position: at(290, 0) },
    {
      id: 'c',
      type: 'Consensus',
      name: 'Panel',
      next: ['split', 'qa'],
      position: at(580, 0),
      consensusConfig: { threshold: {}, defaultThreshold: 90, adjudicationMethod: 'intersection' },
    },
    { id: 'j1', type: 'Label', name: 'Consensus_1', next: ['c'], consensusId: 'c', assignedTo: [] },
    {
      id: 'j2',
      type: 'Plugin',
      name: 'Consensus_2',
      next: ['c'],
      consensusId: 'c',
      pluginId: 'sam',
    },
    {
      id: 'split',
      type: 'Logic',
      name: 'Late ones',
      next: ['bin', 'Complete'],
      position: at(870, 0),
      logic: { conditions: [{ type: 'Duration', value: [null, 2000], index: 0 }] },
    },
    {
      id: 'qa',
      type: 'Review',
      name: 'Decide',
      next: ['Complete', 'c'],
      sampling: 40,
      position: at(870, 200),
    },
    { id: 'bin', type: 'Archive', name: 'Bin', position: at(1160, 200) },
    { id: 'Complete', type: 'Complete', name: 'Complete', next: [], position: at(1160, 0) },
  ];
  await call('POST', `/v2/project/${project}`, { stages });
  await addAssets(project, 0, 3);

  await step(t, 'every stage, judge and way', async () => {
    await open(project);
    await node('Panel').waitFor();
    for (const { name } of stages) {
      assert.equal(await page.getByTitle(name, { exact: true }).count(), 1, name);
    }
    const ways = stages.filter((stage) => !stage.consensusId).flatMap((stage) => stage.next ?? []);
    assert.equal(await page.locator('.react-flow__edge').count(), ways.length);
    await node('Late ones').getByText('Under 2 s').waitFor();
    await node('Decide').getByText('Everybody, 40 % sampled').waitFor();
    await node('Panel').getByText('Consensus_2').click();
    assert.equal(await panel().getByLabel('Plugin id').inputValue(), 'sam');
    await panel().getByRole('button', { name: 'Panel' }).click();
    assert.equal(await panel().getByLabel('Score to reach').inputValue(), '90 %');
    await look('read');
  });

  await step(t, 'how many tasks are where, and sends them on', async () => {
    await panel().getByRole('button', { name: 'Close settings' }).click();
    await node('Start').getByText('3 tasks', { exact: true }).waitFor();
    await node('Start').hover();
    await page.getByRole('button', { name: 'Actions of Start' }).click();
    await page.getByRole('menuitem', { name: 'Next stage' }).click();
    await page.getByRole('button', { name: 'Send all on' }).click();
    await page.getByText('3 tasks sent on from Start').waitFor();
    await node('Hold back').getByText('3 tasks', { exact: true }).waitFor();
    await node('Hold back').hover();
    await page.getByRole('button', { name: 'Actions of Hold back' }).click();
    await look('menu');
    await page.getByRole('menuitem', { name: 'Bulk requeue' }).click();
    await page.getByLabel('To stage').selectOption({ label: 'Decide' });
    await page.getByRole('button', { name: 'Requeue 3 tasks' }).click();
    await page.getByText('3 tasks moved to Decide').waitFor();
  });

  await step(
    t,
    'takes the copied workflow to another project and tells what does not fit',
    async () => {
      await page.getByRole('button', { name: 'More about the workflow' }).click();
      await page.getByRole('menuitem', { name: 'Copy workflow JSON' }).click();
      await page.getByText('Workflow copied').waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      const other = await makeProject(`Pasted ${Date.now()}`, 0);
      await open(other);
      await page.getByRole('button', { name: 'More about the workflow' }).click();
      await page.getByRole('menuitem', { name: 'Paste workflow JSON' }).click();
      await page.getByLabel('Workflow', { exact: true }).fill(text);
      await look('paste');
      await page.getByRole('button', { name: 'Put on canvas' }).click();
      await node('Panel').waitFor();
      await page.getByRole('button', { name: /warning/ }).click();
      await page.getByText(/plugin sam is not installed/i).waitFor();
      await look('problems');
      await page.keyboard.press('Escape');
      await save();
      const copied = await stagesOf(other);
      assert.deepEqual(
        copied.map(({ id, next }) => ({ id, next: next ?? [] })),
        (await stagesOf(project)).map(({ id, next }) => ({ id, next: next ?? [] })),
      );
    },
  );

  await step(t, 'begins anew from a template, by keyboard alone', async () => {
    await page.getByRole('button', { name: 'More about the workflow' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Templates' }).press('Enter');
    const card = page.getByRole('button', { name: /Three judgments/ });
    await card.waitFor();
    await look('templates');
    await card.focus();
    await page.keyboard.press('Enter');
    await node('Consensus').waitFor();
    await choose('Consensus');
    await panel().getByText('Consensus stage').waitFor();
    await page.keyboard.press('Delete');
    await node('Consensus').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await node('Consensus').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await node('Panel').waitFor();
  });
  assert.deepEqual(page.problems, []);
});
