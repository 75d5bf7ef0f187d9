/** Uploads when the network misbehaves: retried, listed, tried again, canceled. The API is mocked. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { projectId, routes } from './fixtures.mjs';
import { launch, mockApi, openPage, screenshot, serveApp } from './support.mjs';

let browser;
let app;
before(async () => {
  browser = await launch();
  app = await serveApp();
});
after(async () => {
  await browser?.close();
  await app?.close();
});

const file = (name) => ({ name, mimeType: 'image/png', buffer: Buffer.from('x'.repeat(2000)) });

/** A page with the import dialog open; `put` answers each upload, `registered` collects names. */
async function importing(put) {
  const page = await openPage(browser, { baseURL: app.url });
  const registered = [];
  await mockApi(
    page,
    routes({
      'GET /v2/getUploadUrl': (_, __, url) => ({
        uploadUrl: `${app.url}/files/p/assets/k/${encodeURIComponent(url.searchParams.get('name'))}?signature=1`,
      }),
      'POST /v2/project/:id/cloud': (_, body) => {
        assert.equal(body.uploadLocal, 'true');
        assert.ok(body.assets.every((asset) => !asset.data.includes('?')));
        registered.push(...body.assets.map((asset) => asset.externalId));
        return {
          assets: {
            assetsCreated: body.assets.length,
            tasksCreated: body.assets.length,
            failed: [],
          },
        };
      },
    }),
  );
  await page.route('**/files/p/assets/**', put);
  await page.goto(`/projects/${projectId}/assets?import=files`);
  const choose = async (names) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await chooser).setFiles(names.map(file));
    await page.getByRole('button', { name: /^Upload \d+ files?$/ }).click();
  };
  return { page, registered, choose };
}

test('a passing failure is retried, a refused file is listed and can be tried again', async () => {
  const tries = new Map();
  let limit = true;
  const { page, registered, choose } = await importing(async (route) => {
    const name = decodeURIComponent(new URL(route.request().url()).pathname.split('/').pop());
    tries.set(name, (tries.get(name) ?? 0) + 1);
    if (name === 'flaky.png' && tries.get(name) < 3) {
      await route.fulfill({ status: 503 });
    } else if (name === 'huge.png' && limit) {
      await route.fulfill({ status: 413 });
    } else {
      await route.fulfill({ json: {} });
    }
  });
  await choose(['a.png', 'flaky.png', 'huge.png', 'd.png', 'e.png', 'f.png']);
  await page.getByText('5 assets added, 1 failed').waitFor({ timeout: 20_000 });
  assert.equal(tries.get('flaky.png'), 3);
  assert.equal(tries.get('huge.png'), 1, 'what cannot pass is not repeated');
  assert.deepEqual(registered.toSorted(), ['a.png', 'd.png', 'e.png', 'f.png', 'flaky.png']);
  await page.getByRole('button', { name: 'Show failures' }).click();
  await page.getByText('larger than the limit').waitFor();
  await screenshot(page, 'upload-failed-light-1280');

  limit = false;
  await page.getByRole('button', { name: 'Try failed again' }).click();
  await page.getByText('1 asset added').waitFor({ timeout: 20_000 });
  assert.equal(registered.at(-1), 'huge.png');
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test('a canceled upload keeps what was sent and survives leaving the page', async () => {
  let waiting = 0;
  const { page, registered, choose } = await importing(async (route) => {
    if (route.request().url().includes('quick')) {
      await route.fulfill({ json: {} });
    } else {
      waiting += 1;
    }
  });
  await choose(['quick.png', 'slow1.png', 'slow2.png', 'slow3.png', 'slow4.png', 'slow5.png']);
  await page.getByText(/^1 of 6 files/).waitFor();
  await page.getByRole('link', { name: 'Tasks', exact: true }).click();
  await page.getByRole('table', { name: 'Tasks' }).waitFor();
  assert.equal(waiting, 4, 'four at once');
  await page.getByRole('region', { name: 'Jobs' }).getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Canceled: 1 asset added, 5 not sent').waitFor();
  assert.deepEqual(registered, ['quick.png']);
  await page.context().close();
});
