/** The pages against a real server: from an empty project to an export. Needs KALEM_URL. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, screenshot, serverUrl, signIn } from './support.mjs';

const email = process.env.KALEM_EMAIL ?? process.env.KALEM_ADMIN_EMAIL;
const password = process.env.KALEM_PASSWORD ?? process.env.KALEM_ADMIN_PASSWORD;
const skip =
  serverUrl && email && password ? false : 'KALEM_URL, KALEM_EMAIL and KALEM_PASSWORD are not set';

let browser;
let page;

before(async () => {
  if (!skip) {
    browser = await launch();
    page = await openPage(browser);
  }
});
after(() => browser?.close());

/** A 64 x 48 picture of one colour. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAAQ0lEQVR42u3PQREAAAQAMMVUFNJHDLc9VmC5' +
    'nvgsBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEvlsKZwGAXBF9kwAAAABJRU5ErkJggg==',
  'base64',
);

const tab = (name) => page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name });

let failed = false;

/** One step; when it fails, the page is kept as a picture and the rest is skipped. */
function step(t, name, run) {
  return t.test(name, { skip: failed }, async () => {
    try {
      await run();
    } catch (error) {
      failed = true;
      await screenshot(page, 'flow-failure');
      throw error;
    }
  });
}

test('a manager takes a project from empty to exported', { skip }, async (t) => {
  const name = `Flow ${Date.now()}`;

  await step(t, 'signs in and comes back to the asked page', async () => {
    await signIn(page, email, password, '/organization');
    await page.waitForURL('**/organization');
    await page.getByRole('table', { name: 'Members of the organization' }).waitFor();
  });

  await step(t, 'creates a project', async () => {
    await page.goto('/projects');
    await page.getByRole('button', { name: 'Create project' }).first().click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click();
    await page.getByRole('heading', { name }).waitFor();
    await page.getByText('First steps').waitFor();
  });

  await step(t, 'uploads files into a new batch', async () => {
    await tab('Assets').click();
    await page.getByRole('button', { name: 'Import assets' }).first().click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (
      await chooser
    ).setFiles(
      Array.from({ length: 9 }, (_, index) => ({
        name: `frame ${index} (ü).png`,
        mimeType: 'image/png',
        buffer: png,
      })),
    );
    await page.getByRole('combobox', { name: 'Batches' }).fill('First delivery');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Upload 9 files' }).click();
    await page.getByText('9 assets added').waitFor({ timeout: 60_000 });
    await page.getByText('frame 8 (ü).png').first().waitFor();
    const loaded = page.locator('img[src*="files"]').first();
    await loaded.waitFor();
    await page.waitForTimeout(500);
    assert.ok((await loaded.evaluate((image) => image.naturalWidth)) > 0, 'thumbnails load');
    await screenshot(page, 'flow-assets');
  });

  await step(t, 'defines a class with a question', async () => {
    await tab('Category schema').click();
    await page.getByRole('button', { name: 'Add class' }).click();
    await page.getByRole('menuitem', { name: 'Bounding box' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Vehicle');
    await page.getByRole('button', { name: 'Add question' }).last().click();
    await page.getByRole('menuitem', { name: 'Radio' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('State');
    await page.getByLabel('New option').fill('Parked');
    await page.keyboard.press('Enter');
    await page.getByLabel('New option').fill('Moving');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save schema' }).click();
    await page.getByText('Category schema saved').waitFor();
    await screenshot(page, 'flow-schema');
  });

  await step(t, 'puts a review between label and complete', async () => {
    await tab('Workflow').click();
    await page.getByRole('button', { name: 'Add Review' }).click();
    await page.getByRole('combobox', { name: 'Accepted' }).selectOption({ label: 'Complete' });
    await page.getByRole('combobox', { name: 'Rejected' }).selectOption({ label: 'Label' });
    await page.getByRole('button', { name: 'Close settings' }).click();
    await page.locator('.react-flow__node', { hasText: 'Label' }).first().click();
    await page.getByRole('combobox', { name: 'Submitted' }).selectOption({ label: 'Review' });
    await page.getByRole('button', { name: 'Tidy up' }).click();
    await page.getByRole('button', { name: 'Save workflow' }).click();
    await page.getByText('Workflow saved').waitFor();
    await screenshot(page, 'flow-workflow');
  });

  await step(t, 'filters, sorts, assigns and requeues tasks', async () => {
    await tab('Tasks').click();
    await page.getByRole('table', { name: 'Tasks' }).waitFor();
    await page.getByLabel('Find by external id').fill('FRAME 3');
    await page.waitForURL(/externalId=/);
    await page.getByText('1–1 of 1').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('1–9 of 9').waitFor();
    for (const column of [
      'External id',
      'Stage',
      'Assignee',
      'Last review',
      'Time here',
      'Updated',
    ]) {
      await page
        .getByRole('table', { name: 'Tasks' })
        .getByRole('button', { name: column, exact: true })
        .click();
      await page.waitForTimeout(250);
      assert.equal(await page.getByText('could not be loaded').count(), 0, `sort by ${column}`);
    }
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByRole('menuitem').nth(1).click();
    await page.getByText(/9 tasks assigned to/).waitFor();
    await page.getByRole('button', { name: 'Requeue' }).click();
    await page.getByLabel('To stage').selectOption({ label: 'Review' });
    await page.getByRole('dialog').getByRole('button', { name: 'Requeue 9 tasks' }).click();
    await page.getByText('9 tasks moved to Review').waitFor();
    await page.getByRole('button', { name: 'Set priority' }).click();
    await page.getByRole('dialog').getByLabel('Priority').fill('5');
    await page.getByRole('dialog').getByRole('button', { name: 'Set priority' }).click();
    await page.getByText('Priority 5 set on 9 tasks').waitFor();
    await screenshot(page, 'flow-tasks');
  });

  await step(t, 'asks where tasks go when their stage is deleted', async () => {
    await tab('Workflow').click();
    await page.locator('.react-flow__node', { hasText: 'Review' }).first().click();
    await page.getByRole('button', { name: 'Delete stage' }).click();
    await page.locator('.react-flow__node', { hasText: 'Label' }).first().click();
    await page.getByRole('combobox', { name: 'Submitted' }).selectOption({ label: 'Complete' });
    await page.getByRole('button', { name: 'Save workflow' }).click();
    await page.getByText('Deleted stages still hold tasks').waitFor();
    await page.getByLabel('Move their tasks to').selectOption({ label: 'Complete' });
    await page.getByRole('button', { name: 'Move tasks and save' }).click();
    await page.getByText('Workflow saved').waitFor();
  });

  await step(t, 'exports and downloads', async () => {
    await tab('Export').click();
    await page.getByRole('button', { name: 'Export 9 tasks' }).click();
    const link = page.getByRole('region', { name: 'Jobs' }).getByRole('link', { name: 'Download' });
    await link.waitFor({ timeout: 60_000 });
    const download = page.waitForEvent('download');
    await link.click();
    assert.match((await download).suggestedFilename(), /\.zip$/);
    await screenshot(page, 'flow-export');
  });

  await step(t, 'invites somebody, who accepts', async () => {
    await tab('Members').click();
    await page.getByRole('button', { name: 'Invite by e-mail' }).first().click();
    await page.getByLabel('E-mail addresses').fill(`labeler-${Date.now()}@kalem.test`);
    await page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText('1 invitation made').waitFor();
    const link = await page
      .getByRole('dialog')
      .locator('[title*="/invites/"]')
      .getAttribute('title');
    const other = await openPage(browser);
    await other.goto(new URL(link).pathname);
    await other.getByLabel('Your name').fill('Lee Labeler');
    await other.getByLabel('Password', { exact: true }).fill('a-long-password');
    await other.getByRole('button', { name: /^Join/ }).click();
    await other.getByRole('link', { name }).waitFor();
    await other.getByRole('link', { name }).click();
    await other.getByRole('heading', { name }).waitFor();
    assert.equal(await other.getByRole('link', { name: 'Export' }).count(), 0);
    await screenshot(other, 'flow-labeler');
    assert.deepEqual(other.problems, []);
    await other.context().close();
  });

  await step(t, 'the pages reported no error', () => assert.deepEqual(page.problems, []));
});
