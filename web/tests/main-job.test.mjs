/**
 * The main job with three people in three browsers against a real server: bring photographs in, label them, review
 * them, take the labels out. Needs KALEM_URL and KALEM_PHOTOS.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertNear, boxOf, EditorPage } from './editorPage.mjs';
import { axeFindings, launch, openPage, screenshot, serverUrl, signIn } from './support.mjs';
import { unzip } from './unzip.mjs';

const {
  KALEM_ADMIN_EMAIL: email,
  KALEM_ADMIN_PASSWORD: password,
  KALEM_PHOTOS: photos,
} = process.env;
const skip =
  serverUrl && email && password && photos
    ? false
    : 'KALEM_URL, KALEM_ADMIN_EMAIL, KALEM_ADMIN_PASSWORD and KALEM_PHOTOS are not set';

const run = Date.now();
const PROJECT = `Main job ${run}`;
const PHOTOS = ['coffee.png', 'rocket.jpg', 'chelsea.png'];
const REASON = 'The second car is too small; its wheels are cut off.';
const PASSWORD = 'a-long-enough-password';
const labeler = { name: 'Lee Labeler', email: `lee-${run}@kalem.test` };
const reviewer = { name: 'Rita Reviewer', email: `rita-${run}@kalem.test` };

let browser;
const pages = {};
/** What was drawn and answered, by name of the photograph. */
const drawn = {};

before(async () => {
  if (!skip) {
    browser = await launch();
  }
});
after(() => browser?.close());

let failed = false;

/** One step; when it fails, all pages are kept as pictures and the rest is skipped. */
function step(t, name, work) {
  return t.test(name, { skip: failed }, async () => {
    try {
      await work();
      for (const page of Object.values(pages)) {
        assert.deepEqual(page.problems, []);
      }
    } catch (error) {
      failed = true;
      for (const [who, page] of Object.entries(pages)) {
        await screenshot(page, `main-failure-${who}`).catch(() => undefined);
      }
      throw error;
    }
  });
}

/** What axe and a look at the width found; asserted at the end, so that one run finds all. */
const findings = [];

/** Keeps the page as it is in both themes and two widths; axe must find nothing serious, nothing may overflow. */
async function look(page, name) {
  await page.mouse.move(1, 1);
  for (const [colorScheme, width, height] of [
    ['light', 2560, 1440],
    ['dark', 1280, 800],
    ['light', 1280, 800],
  ]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(200);
    await screenshot(page, `main-${name}-${colorScheme}-${width}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    if (overflow > 0) {
      findings.push(`${name}, ${width}: ${overflow} px wider than the window`);
    }
    if (width === 1280) {
      for (const finding of await axeFindings(page)) {
        findings.push(`${name}, ${colorScheme}: ${finding}`);
      }
    }
  }
}

const tab = (page, name) =>
  page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name, exact: true });

/** What the server holds of a task, as the person of this page is told. */
async function onServer(page) {
  const id = new URL(page.url()).pathname.split('/').pop();
  const answer = await page.request.get(`/v2/task/${id}/editor`);
  assert.equal(answer.status(), 200);
  return (await answer.json()).data.task.answer;
}

test('a photograph is labeled, sent back, fixed, accepted and exported', { skip }, async (t) => {
  pages.admin = await openPage(browser);
  const { admin } = pages;

  await step(t, 'the admin creates a project', async () => {
    await admin.goto('/sign-in');
    await look(admin, 'sign-in');
    await signIn(admin, email, password);
    await admin.getByRole('button', { name: 'Create project' }).first().click();
    await admin.getByLabel('Name').fill(PROJECT);
    await look(admin, 'create-project');
    await admin.getByRole('dialog').getByRole('button', { name: 'Create project' }).click();
    await admin.getByRole('heading', { name: PROJECT }).waitFor();
    await admin.getByText('First steps').waitFor();
    await look(admin, 'first-steps');
  });

  await step(t, 'the admin makes the category schema', async () => {
    await tab(admin, 'Category schema').click();
    await makeSchema(admin);
    await look(admin, 'schema-full');
  });

  await step(t, 'the admin draws the workflow on the canvas', async () => {
    await tab(admin, 'Workflow').click();
    await drawWorkflow(admin);
    await look(admin, 'workflow');
  });

  await step(t, 'the admin uploads photographs', async () => {
    await tab(admin, 'Assets').click();
    await admin.getByRole('button', { name: 'Import assets' }).first().click();
    const chooser = admin.waitForEvent('filechooser');
    await admin.getByRole('button', { name: 'Choose files' }).click();
    await (await chooser).setFiles(PHOTOS.map((name) => join(photos, name)));
    await look(admin, 'import');
    await admin.getByRole('button', { name: `Upload ${PHOTOS.length} files` }).click();
    await admin.getByText(`${PHOTOS.length} assets added`).waitFor({ timeout: 60_000 });
    for (const name of PHOTOS) {
      await admin.getByText(name).first().waitFor();
    }
    await admin.waitForLoadState('networkidle');
    await look(admin, 'assets');
  });

  await step(t, 'the admin invites a labeler and a reviewer, who join', async () => {
    await tab(admin, 'Members').click();
    for (const [person, role] of [
      [labeler, 'Labeler'],
      [reviewer, 'Reviewer'],
    ]) {
      await admin.getByRole('button', { name: 'Invite by e-mail' }).first().click();
      const dialog = admin.getByRole('dialog');
      await dialog.getByLabel('E-mail addresses').fill(person.email);
      await dialog.getByLabel('Role in the project').selectOption(role);
      await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
      await admin.getByText('1 invitation made').waitFor();
      const link = await dialog.locator('[title*="/invites/"]').getAttribute('title');
      if (role === 'Labeler') {
        await look(admin, 'invited');
      }
      await dialog.getByRole('button', { name: 'Done' }).click();
      const page = await openPage(browser);
      pages[role.toLowerCase()] = page;
      await page.goto(new URL(link).pathname);
      await page.getByLabel('Your name').fill(person.name);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      if (role === 'Labeler') {
        await look(page, 'join');
      }
      await page.getByRole('button', { name: /^Join/ }).click();
      await page.getByRole('link', { name: PROJECT }).click();
      await page.getByRole('heading', { name: PROJECT }).waitFor();
    }
    await admin.reload();
    await admin.getByText(reviewer.name).waitFor();
    await look(admin, 'members');
  });

  if (failed) {
    return;
  }
  const { labeler: lee, reviewer: rita } = pages;
  const editor = new EditorPage(lee);
  let first;

  await step(t, 'the labeler draws by mouse and by keyboard, and answers', async () => {
    await look(lee, 'labeler-project');
    await lee.getByRole('button', { name: /^Start labeling/ }).click();
    await editor.ready();
    await look(lee, 'editor-empty');
    first = await editor.name();
    drawn[first] = await labelAll(lee, editor);
    await editor.saved();
    await look(lee, 'editor-labeled');
  });

  await step(t, 'what is missing is shown before a submit, and leads there', async () => {
    await editor.button('Submit').click();
    await editor.missing.getByText('2 things are missing').waitFor();
    await look(lee, 'editor-missing');
    await editor.missing.getByRole('button', { name: /Time of day/ }).click();
    await lee.waitForFunction(() =>
      document.activeElement?.closest('fieldset')?.textContent.includes('Time of day'),
    );
    await lee.keyboard.press('1');
    await editor.missing.getByText('One thing is missing').waitFor();
    await editor.missing.getByRole('button', { name: /State/ }).click();
    await editor.choose(editor.inspector, /^State/, 'Moving');
    await editor.missing.waitFor({ state: 'detached' });
    await editor.saved();
  });

  await step(t, 'the labeler submits and gets the next photograph', async () => {
    await lee.keyboard.press('Control+Enter');
    await lee.getByText('Task submitted').waitFor();
    await lee.waitForFunction(
      (name) => ![name, undefined].includes(document.querySelector('h1')?.textContent),
      first,
    );
    await editor.ready();
  });

  await step(t, 'the reviewer sends it back with a reason', async () => {
    await rita.reload();
    await look(rita, 'reviewer-project');
    await rita.getByRole('button', { name: /^Start reviewing/ }).click();
    const review = new EditorPage(rita);
    await review.ready();
    assert.equal(await review.name(), first);
    await review.holds(drawn[first].length);
    await look(rita, 'review');
    await review.button('Reject').click();
    await rita.getByLabel('What should be changed?').fill(REASON);
    await look(rita, 'review-reject');
    await rita.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
    await rita.getByText('Nothing left to review').waitFor();
    await look(rita, 'review-done');
  });

  let second;
  await step(t, 'a lost connection keeps the work and sends it when it is back', async () => {
    second = await editor.name();
    await lee.context().setOffline(true);
    drawn[second] = [
      { title: 'Car', ...(await editor.box('Car', [40, 40], [140, 120])) },
      {
        title: 'Road',
        ...(await editor.polygon('Road', [
          [200, 60],
          [260, 80],
          [230, 160],
        ])),
      },
    ];
    await editor.says(/^Offline: \d changes kept$/);
    await look(lee, 'editor-offline');
    drawn[second].push({ title: 'Light', ...(await editor.point('Light', [180, 200])) });
    await editor.says('Offline: 3 changes kept');
    await editor.select('Car 1');
    await editor.choose(editor.inspector, /^State/, 'Moving');
    drawn[second][0].answers = [['State', 'radio', 'Moving']];
    await editor.choose(editor.questions, /^Time of day/, 'Night');
    await editor.says('Offline: 4 changes kept');
    await editor.button('Submit').click();
    await lee.getByRole('alert').getByText(/kept/).waitFor();
    await look(lee, 'editor-offline-submit');
    assert.equal(await editor.name(), second, 'offline, a task is not left');
    await editor.holds(3);
    await lee.context().setOffline(false);
    await editor.saved();
    assertDrawn((await onServer(lee)).tools, drawn[second]);
  });

  await step(t, 'a page that is killed in the middle of the work loses nothing', async () => {
    const address = lee.url();
    drawn[second].push({ title: 'Light', ...(await editor.point('Light', [60, 200])) });
    await lee.close();
    pages.labeler = await reopen(lee, address);
    let again = new EditorPage(pages.labeler);
    await again.ready();
    await again.holds(4);
    await again.saved();
    assertDrawn((await onServer(again.page)).tools, drawn[second]);

    // A crash gives the page no chance to say anything, and without a network nothing reaches the server.
    const { page } = again;
    await page.context().setOffline(true);
    drawn[second].push({ title: 'Light', ...(await again.point('Light', [90, 200])) });
    await again.says('Offline: 1 change kept');
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
    await page.context().setOffline(false);
    pages.labeler = await reopen(page, address);
    again = new EditorPage(pages.labeler);
    await again.ready();
    await pages.labeler.getByText('1 unsaved change was restored').waitFor();
    await again.holds(5);
    await again.saved();
    assertDrawn((await onServer(again.page)).tools, drawn[second]);
  });

  await step(t, 'the second of two tabs on one task is told, and overwrites nothing', async () => {
    const one = new EditorPage(pages.labeler);
    pages.secondTab = await reopen(pages.labeler, pages.labeler.url());
    const two = new EditorPage(pages.secondTab);
    await two.ready();
    await pages.labeler.bringToFront();
    drawn[second].push({ title: 'Light', ...(await one.point('Light', [120, 200])) });
    await one.saved();
    await pages.secondTab.bringToFront();
    const late = { title: 'Light', ...(await two.point('Light', [150, 200])) };
    await pages.secondTab.getByText('This task was changed elsewhere.').waitFor();
    await look(pages.secondTab, 'editor-conflict');
    assertDrawn((await onServer(pages.labeler)).tools, drawn[second]);
    await pages.secondTab.getByRole('button', { name: 'Apply my changes on top' }).click();
    await two.holds(7);
    await two.saved();
    drawn[second].push(late);
    assertDrawn((await onServer(pages.labeler)).tools, drawn[second]);
    // The first tab now has the older answer: it is told as soon as it writes.
    await pages.labeler.bringToFront();
    await one.point('Light', [30, 220]);
    await pages.labeler.getByText('This task was changed elsewhere.').waitFor();
    await pages.labeler.getByRole('button', { name: 'Discard mine and reload' }).click();
    // With the point that is thrown away there were seven objects before as well.
    await pages.labeler.getByText('The newest version is shown.').waitFor();
    await one.holds(7);
    await pages.secondTab.close();
    delete pages.secondTab;
  });

  await step(t, 'the rejected task comes back to its labeler, who sees why', async () => {
    const page = pages.labeler;
    const back = new EditorPage(page);
    await back.button('Submit').click();
    await page.getByRole('heading', { level: 1, name: first }).waitFor();
    await back.ready();
    await page.getByText(REASON).waitFor();
    await look(page, 'editor-sent-back');
    await fixCars(back, drawn[first]);
    await back.button('Submit').click();
    await page.getByText('Task submitted').last().waitFor();
    await page.waitForFunction((name) => document.querySelector('h1')?.textContent !== name, first);
  });

  await step(t, 'the reviewer accepts one as it is and one with a fix', async () => {
    const review = new EditorPage(rita);
    await rita.getByRole('link', { name: 'Back to the project' }).click();
    await rita.getByRole('button', { name: /^Start reviewing/ }).click();
    for (let left = 2; left > 0; left--) {
      await review.ready();
      const name = await review.name();
      if (name === second) {
        await review.choose(review.questions, /^Time of day/, 'Day');
        await review.button('Accept as fixed').click();
      } else {
        await review.button('Accept').click();
      }
      await rita.waitForFunction(
        (before) => document.querySelector('h1')?.textContent !== before,
        name,
      );
    }
    await rita.getByText('Nothing left to review').waitFor();
  });

  await step(t, 'the admin exports, and the file holds what was drawn', async () => {
    await tab(admin, 'Overview').click();
    await admin.waitForURL('**/overview');
    await admin.reload();
    await admin.getByText('Complete', { exact: true }).first().waitFor();
    await look(admin, 'overview');
    await tab(admin, 'Tasks').click();
    await admin.getByRole('table', { name: 'Tasks' }).waitFor();
    await look(admin, 'tasks');
    await tab(admin, 'Export').click();
    await admin.getByRole('button', { name: 'Export 2 tasks' }).click();
    const link = admin
      .getByRole('region', { name: 'Jobs' })
      .getByRole('link', { name: 'Download' });
    await link.waitFor({ timeout: 60_000 });
    await look(admin, 'export');
    const download = admin.waitForEvent('download');
    await link.click();
    const files = unzip(readFileSync(await (await download).path()));
    assert.deepEqual([...files.keys()].slice(1), ['schema.json']);
    const rows = JSON.parse([...files.values()][0].toString('utf8'));
    assert.deepEqual(rows.map((row) => row.externalId).toSorted(), Object.keys(drawn).toSorted());
    for (const row of rows) {
      assertDrawn(row.task.tools, drawn[row.externalId], row.externalId);
      assert.equal(row.task.stage, 'Complete');
      const size = row.metadata;
      assert.ok(size.width > 0 && size.height > 0, 'the size of the photograph is known');
    }
    const { task } = rows.find((row) => row.externalId === first);
    assertAnswers(task.classifications, [
      ['Time of day', 'radio', 'Day'],
      ['Weather', 'checkbox', ['Rain', 'Fog']],
      ['Scene', 'single-dropdown', 'Town'],
    ]);
    assert.deepEqual(
      task.stageHistory.map((visit) => [visit.stage, visit.reviewStatus, visit.completedBy]),
      [
        ['Start', undefined, undefined],
        ['Label', undefined, labeler.email],
        ['Review', 'Rejected', reviewer.email],
        ['Label', undefined, labeler.email],
        ['Review', 'Accepted', reviewer.email],
      ],
    );
    const fixed = rows.find((row) => row.externalId === second).task;
    assertAnswers(fixed.classifications, [['Time of day', 'radio', 'Day']]);
    assert.deepEqual(
      fixed.stageHistory.map((visit) => [visit.stage, visit.reviewStatus]),
      [
        ['Start', undefined],
        ['Label', undefined],
        ['Review', 'Fixed'],
      ],
    );
    const labeled = fixed.stageHistory[1].classifications;
    assertAnswers(labeled, [['Time of day', 'radio', 'Night']]);
    for (const tool of task.tools) {
      assert.equal(tool.metadata.createdBy, labeler.email);
      assert.equal(tool.metadata.createdIn, 'Label');
    }
  });

  await step(t, 'the other pages of the way', async () => {
    for (const [address, name] of [
      ['/projects', 'projects'],
      ['/organization', 'organization'],
      ['/account', 'account'],
    ]) {
      await admin.goto(address);
      await admin.waitForLoadState('networkidle');
      await look(admin, name);
    }
  });

  await step(t, 'every page can be used by everybody', () => assert.deepEqual(findings, []));
});

async function makeSchema(page) {
  const add = async (place, button, kind, title) => {
    await place.getByRole('button', { name: button }).last().click();
    await page.getByRole('menuitem', { name: kind, exact: true }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill(title);
  };
  const options = async (...values) => {
    for (const value of values) {
      await page.getByLabel('New option').fill(value);
      await page.keyboard.press('Enter');
    }
  };
  const require = () => page.getByRole('switch', { name: 'Required' }).click();
  const shortcut = (key) => page.getByRole('textbox', { name: 'Shortcut' }).fill(key);
  const classes = page.getByRole('region', { name: 'Classes to draw' });
  const asked = page.getByRole('region', { name: 'Questions about the asset' });

  await look(page, 'schema-empty');
  await add(classes, 'Add class', 'Bounding box', 'Car');
  await shortcut('c');
  await add(page, 'Add question', 'Radio', 'State');
  await options('Parked', 'Moving');
  await require();
  await add(page, 'Add question', 'Text', 'Number plate');
  await page.getByLabel('Asked').selectOption({ label: 'When “Parked” is chosen' });
  await add(classes, 'Add class', 'Polygon', 'Road');
  await shortcut('r');
  await add(classes, 'Add class', 'Point', 'Light');
  await shortcut('i');
  await add(asked, 'Add question', 'Radio', 'Time of day');
  await options('Day', 'Night');
  await require();
  await add(asked, 'Add question', 'Checkbox', 'Weather');
  await options('Sun', 'Rain', 'Fog');
  await add(asked, 'Add question', 'Dropdown', 'Scene');
  await options('Town', 'Country road', 'Motorway');
  await page.getByRole('button', { name: 'Save schema' }).click();
  await page.getByText('Category schema saved').waitFor();
  await page
    .getByRole('button', { name: /Number plate/ })
    .first()
    .click();
}

async function drawWorkflow(page) {
  const node = (name) =>
    page.locator('.react-flow__node').filter({ has: page.getByTitle(name, { exact: true }) });
  const link = async (from, output, to) => {
    const source = await node(from).locator(`[data-handleid="out-${output}"]`).boundingBox();
    const target = await node(to).locator('.react-flow__handle-left').boundingBox();
    await page.mouse.move(source.x + source.width / 2, source.y + source.height / 2);
    await page.mouse.down();
    await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 12 });
    await page.mouse.up();
  };
  await node('Complete').waitFor();
  await look(page, 'workflow-new');
  const canvas = page.locator('.react-flow__pane');
  const area = await canvas.boundingBox();
  await page
    .getByRole('group', { name: 'Stages to add' })
    .getByText('Review')
    .dragTo(canvas, { targetPosition: { x: area.width / 2, y: area.height * 0.75 } });
  await node('Review').waitFor();
  const close = page.getByRole('button', { name: 'Close settings' });
  if (await close.count()) {
    await close.click();
  }
  await link('Review', 0, 'Complete');
  await link('Review', 1, 'Label');
  await link('Label', 0, 'Review');
  await page.getByRole('button', { name: 'Tidy up' }).click();
  await page.getByRole('button', { name: 'Save workflow' }).click();
  await page.getByText('Workflow saved').waitFor();
  await node('Review').click();
  const goes = async (output) => {
    const select = page.getByRole('combobox', { name: output });
    return select.evaluate((element) => element.selectedOptions[0].textContent);
  };
  assert.equal(await goes('Accepted'), 'Complete');
  assert.equal(await goes('Rejected'), 'Label');
  await close.click();
}

/** Labels one photograph in every way; returns the objects in the order of the list. */
async function labelAll(page, editor) {
  const objects = [];
  const parked = await editor.box('Car', [60, 50], [170, 130]);
  await editor.holds(1);
  objects.push({ title: 'Car', ...parked });
  // Where it was drawn is not where it stays: a corner is dragged, then the whole box.
  const [, corner] = await editor.drag([170, 130], [190, 150]);
  parked['bounding-box'] = boxOf([parked['bounding-box'].x, parked['bounding-box'].y], corner);
  const [from, to] = await editor.drag([120, 90], [130, 96]);
  parked['bounding-box'].x += to[0] - from[0];
  parked['bounding-box'].y += to[1] - from[1];
  Object.assign(objects[0], parked);
  await editor.choose(editor.inspector, /^State/, 'Parked');
  await editor.inspector.getByRole('textbox', { name: /Number plate/ }).fill('B-KA 1234');
  objects[0].answers = [['State', 'radio', 'Parked', [['Number plate', 'text', 'B-KA 1234']]]];

  // Zoomed in and moved aside, the second one is drawn by two clicks.
  await editor.moveTo([270, 80]);
  await page.mouse.wheel(0, -400);
  await page.keyboard.down('Space');
  await editor.drag([270, 80], [276, 92]);
  await page.keyboard.up('Space');
  objects.push({ title: 'Car', ...(await editor.box('Car', [240, 60], [300, 100], 'clicks')) });
  await editor.holds(2);
  await page.keyboard.press('Escape');
  await editor.canvas.focus();
  await page.keyboard.press('0');
  await editor.button('Zoom 100 percent, fit to screen').waitFor();
  await editor.select('Car 2');
  await editor.choose(editor.inspector, /^State/, 'Moving');
  objects[1].answers = [['State', 'radio', 'Moving']];

  const road = await editor.polygon('Road', [
    [80, 180],
    [200, 170],
    [260, 240],
    [120, 270],
  ]);
  await editor.holds(3);
  [, road.polygon[2]] = await editor.drag([260, 240], [280, 230]);
  objects.push({ title: 'Road', ...road });

  objects.push({ title: 'Light', ...(await editor.point('Light', [330, 200])) });
  await editor.holds(4);

  // Undo takes the last step back, redo brings it again.
  await page.keyboard.press('Control+z');
  await editor.holds(3);
  await page.keyboard.press('Control+Shift+z');
  await editor.holds(4);

  // A copy goes where it is dragged.
  await editor.select('Light 4');
  await editor.moveTo([330, 150]);
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await editor.holds(5);
  const [, put] = await editor.drag(await editor.fact('Position'), [380, 120]);
  objects.push({ title: 'Light', point: put });

  objects.push({ title: 'Car', ...(await drawWithKeys(page, editor)) });
  await editor.holds(6);
  // Its question stays open until the labeler is told.
  objects[5].answers = [['State', 'radio', 'Moving']];

  await editor.choose(editor.questions, /^Weather/, 'Fog');
  await editor.choose(editor.questions, /^Weather/, 'Rain');
  await editor.pick(editor.questions, /^Scene/, 'Town');
  return objects;
}

/** Draws a box without the pointer: from the class's key to the second corner. */
async function drawWithKeys(page, editor) {
  await editor.moveTo([-5, 20]);
  await page.keyboard.press('Escape');
  await editor.tabToCanvas();
  await page.keyboard.press('c');
  await editor.arrows(-1, -1);
  await editor.arrows(52, 204);
  const start = await editor.shownAt();
  await page.keyboard.press('Enter');
  await editor.arrows(83, 47);
  const end = await editor.shownAt();
  await look(page, 'editor-keyboard');
  await page.keyboard.press('Enter');
  assertNear([end[0] - start[0], end[1] - start[1]], [83, 47], 'what the arrow keys moved');
  return { 'bounding-box': boxOf(start, end) };
}

/** What the reviewer asked for: the second car becomes larger. */
async function fixCars(editor, objects) {
  await editor.select('Car 2');
  const { x, y, width, height } = objects[1]['bounding-box'];
  const [, corner] = await editor.drag([x + width, y + height], [x + width + 24, y + height + 18]);
  objects[1]['bounding-box'] = boxOf([x, y], corner);
  await editor.saved();
}

/** Another page of the same browser, with the same storage. */
async function reopen(page, address) {
  const next = await page.context().newPage();
  next.problems = page.problems;
  next.on('pageerror', (error) => next.problems.push(String(error)));
  await next.goto(address);
  return next;
}

function assertDrawn(tools, expected, what = 'saved') {
  assert.deepEqual(
    tools.map((tool) => tool.title),
    expected.map((object) => object.title),
    what,
  );
  expected.forEach(({ title, answers, ...geometry }, index) => {
    const [kind] = Object.keys(geometry);
    assertNear(tools[index][kind], geometry[kind], `${what}: ${title} ${index + 1}`);
    if (answers) {
      assertAnswers(tools[index].classifications, answers);
    }
  });
}

function assertAnswers(entries, expected) {
  assert.deepEqual(entries.map(answerOf).toSorted(), expected.map(filled).toSorted());
}

const filled = ([title, tool, answer, nested = []]) => [title, tool, answer, nested.map(filled)];
const answerOf = ({ title, tool, answer, classifications }) => [
  title,
  tool,
  answer,
  classifications.map(answerOf),
];
