/**
 * What browser tests share: a browser, a place that serves the app, sign-in, screenshots, axe.
 * With KALEM_URL set, pages come from that server; otherwise from web/dist, and the test answers
 * the API itself (see `mockApi`).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const web = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** Where the server under test answers; undefined = none, use `serveApp`. */
export const serverUrl = process.env.KALEM_URL?.replace(/\/$/, '');

function chromiumPath() {
  if (process.env.KALEM_CHROMIUM) {
    return process.env.KALEM_CHROMIUM;
  }
  if (existsSync('/usr/bin/chromium')) {
    return '/usr/bin/chromium';
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // try the next name
    }
  }
  throw new Error('No chromium found; install it or set KALEM_CHROMIUM');
}

/** Starts a browser; close it with `browser.close()`. */
export function launch() {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
};

/** Serves web/dist the way the server does: unknown addresses get the app. */
export async function serveApp() {
  const dist = join(web, 'dist');
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Error('web/dist is missing: run `npm run build` first');
  }
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
    const file = join(dist, path);
    const found = file.startsWith(dist) && extname(file) !== '' && existsSync(file);
    const body = readFileSync(found ? file : join(dist, 'index.html'));
    response.setHeader('Content-Type', TYPES[found ? extname(file) : '.html'] ?? 'text/plain');
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/**
 * A page with its own storage. Fails loudly: errors of the page are collected in `page.problems`.
 */
export async function openPage(
  browser,
  { scheme = 'light', width = 1280, height = 800, reducedMotion = 'reduce', baseURL } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion,
    baseURL: baseURL ?? serverUrl,
    acceptDownloads: true,
  });
  // A machine that does much else at once needs more than the usual 30 seconds.
  context.setDefaultTimeout(Number(process.env.KALEM_PATIENCE ?? 30_000));
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      page.problems.push(message.text());
    }
  });
  return page;
}

/** Signs in through the page, as a person does. */
export async function signIn(page, email, password, next = '/projects') {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Writes web/screenshots/<name>.png and returns its path. */
export async function screenshot(page, name, options = {}) {
  const folder = process.env.KALEM_SCREENSHOTS ?? join(web, 'screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, ...options });
  return path;
}

/** Findings of axe-core with impact serious or critical, one line each. */
export async function axeFindings(page) {
  const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  const results = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }),
  );
  return results.violations
    .filter((violation) => ['serious', 'critical'].includes(violation.impact))
    .map(
      (violation) =>
        `${violation.id}: ${violation.nodes
          .slice(0, 4)
          .map((node) => `${node.target} (${node.failureSummary?.split('\n')[1]?.trim() ?? ''})`)
          .join('; ')}`,
    );
}

/**
 * Answers API calls in place of a server. `routes` maps "METHOD /path/with/:params" to a function
 * of (params, body, url) returning the `data` of the envelope; throw `refusal(...)` to fail,
 * return `never` to keep the page loading.
 */
export async function mockApi(page, routes) {
  const table = Object.entries(routes).map(([key, answer]) => {
    const [method, path] = key.split(' ');
    const pattern = new RegExp(`^${path.replace(/:(\w+)/g, (_, name) => `(?<${name}>[^/]+)`)}$`);
    return { method, pattern, answer };
  });
  await page.addInitScript(() => {
    document.cookie = 'XSRF-TOKEN=test; path=/';
  });
  await page.route('**/v2/**', async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    for (const { method, pattern, answer } of table) {
      const match = request.method() === method && pattern.exec(url.pathname);
      if (match) {
        let body;
        try {
          body = request.postDataJSON();
        } catch {
          body = undefined;
        }
        try {
          const data = await answer(match.groups ?? {}, body, url);
          if (data === never) {
            return;
          }
          await route.fulfill({ json: { status: 'success', data } });
        } catch (error) {
          if (!error.envelope) {
            throw error;
          }
          await route.fulfill({ status: error.status, json: error.envelope });
        }
        return;
      }
    }
    await route.fulfill({
      status: 404,
      json: {
        status: 'fail',
        message: `No answer prepared for ${request.method()} ${url.pathname}`,
        error: { statusCode: 404, code: 'not-found', requestId: 'test' },
      },
    });
  });
}

/** Returned by a mocked call that never answers. */
export const never = Symbol('never');

/** Thrown by a mocked call to fail the way the server does. */
export function refusal(status, code, message, more = {}) {
  const error = new Error(message);
  error.status = status;
  error.envelope = {
    status: status >= 500 ? 'error' : 'fail',
    message,
    error: { statusCode: status, code, requestId: 'req-7f3a91', ...more },
  };
  return error;
}
