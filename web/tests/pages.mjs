/** Draws pages in every view and checks them; the API is mocked. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { picture, routes } from './fixtures.mjs';
import {
  axeFindings,
  launch,
  mockApi,
  openPage,
  screenshot,
  serveApp,
  serverUrl,
} from './support.mjs';

const VIEWS = [
  { scheme: 'light', width: 1280, height: 800 },
  { scheme: 'dark', width: 1280, height: 800 },
  { scheme: 'light', width: 2560, height: 1440 },
  // 1280 px at 200 % zoom
  { scheme: 'light', width: 640, height: 400 },
];

const only = process.env.ONLY?.split(',');
let browser;
let app;

before(async () => {
  browser = await launch();
  app = serverUrl ? { url: serverUrl, close: () => undefined } : await serveApp();
});
after(async () => {
  await browser?.close();
  await app?.close();
});

/** VIEW narrows a run to one view, such as `dark-1280`. */
const isWanted = ({ scheme, width }) =>
  !process.env.VIEW || process.env.VIEW === `${scheme}-${width}`;

/**
 * Draws each page in both themes, in two widths and at 200 % zoom, and looks at it with axe.
 *
 * @param moreViews further views
 * @param pages name, address, options: `api` = what differs from the full system, `act` = what to do before looking
 */
export function testPages(pages, moreViews = []) {
  for (const view of [...VIEWS, ...moreViews].filter(isWanted)) {
    for (const [name, address, { api = {}, act } = {}] of pages) {
      if (only && !only.includes(name)) {
        continue;
      }
      test(`${name}, ${view.scheme}, ${view.width} px`, async () => {
        const page = await openPage(browser, { ...view, baseURL: app.url });
        try {
          await mockApi(page, routes(api));
          await page.route('**/files/*.svg', (route) =>
            route.fulfill({
              contentType: 'image/svg+xml',
              body: picture(Number(/(\d+)\.svg/.exec(route.request().url())?.[1] ?? 0)),
            }),
          );
          await page.goto(address);
          await page.locator('h1, h2, [role=alert], table, [aria-busy]').first().waitFor();
          if (!name.endsWith('loading')) {
            await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
          }
          await page.waitForTimeout(150);
          await act?.(page);
          await screenshot(page, `${name}-${view.scheme}-${view.width}`);
          if (view.width === 1280) {
            assert.deepEqual(await axeFindings(page), []);
          }
          assert.deepEqual(page.problems, []);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
        } finally {
          await page.context().close();
        }
      });
    }
  }
}
