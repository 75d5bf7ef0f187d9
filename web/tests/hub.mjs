/** The API of the hub under test, as scripts use it: to prepare what a page is to show, and to see what it did. */
import { serverUrl } from './support.mjs';

const key = process.env.KALEM_ADMIN_API_KEY;
export const email = process.env.KALEM_EMAIL ?? process.env.KALEM_ADMIN_EMAIL;
export const password = process.env.KALEM_PASSWORD ?? process.env.KALEM_ADMIN_PASSWORD;

/** Why tests against a hub cannot run; false when they can. */
export const noHub =
  serverUrl && email && password && key
    ? false
    : 'KALEM_URL, KALEM_ADMIN_EMAIL, KALEM_ADMIN_PASSWORD and KALEM_ADMIN_API_KEY are not set';

/** The data of an answer to a call, with JSON or a form; fails with the hub's own sentence. */
export async function call(method, path, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(serverUrl + path, {
    method,
    headers: { apikey: key, ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}) },
    body: isForm ? body : body && JSON.stringify(body),
  });
  const envelope = await response.json();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${envelope.message}`);
  }
  return envelope.data;
}

/** Two classes and a question, the same in every test. */
export const schema = {
  tools: [
    {
      tool: 'bounding-box',
      title: 'Vehicle',
      schemaId: 'vehicle',
      color: '#0072B2',
      classifications: [
        {
          tool: 'radio',
          title: 'State',
          schemaId: 'state',
          options: [
            { value: 'Parked', schemaId: 'parked' },
            { value: 'Moving', schemaId: 'moving' },
          ],
        },
      ],
    },
    { tool: 'polygon', title: 'Road', schemaId: 'road', color: '#009E73' },
  ],
  classifications: [
    {
      tool: 'checkbox',
      title: 'Weather',
      schemaId: 'weather',
      options: [
        { value: 'Rain', schemaId: 'rain' },
        { value: 'Fog', schemaId: 'fog' },
      ],
    },
  ],
  relations: [],
};

export const nameOf = (index) => `frame-${String(index).padStart(5, '0')}.jpg`;

/** A project with the schema above and pictures by address; returns its id. */
export async function makeProject(name, assets) {
  const { project } = await call('POST', '/v2/project', { name });
  await call('POST', `/v2/project/${project._id}`, { categorySchema: schema });
  await addAssets(project._id, 0, assets);
  return project._id;
}

/** Adds the pictures of a project from one number up to, but without, another. */
export async function addAssets(project, from, to) {
  for (let start = from; start < to; start += 5000) {
    const count = Math.min(5000, to - start);
    await call('POST', `/v2/project/${project}/cloud`, {
      uploadLocal: 'false',
      assets: Array.from({ length: count }, (_, index) => ({
        data: `https://photos.example/${nameOf(start + index)}`,
        externalId: nameOf(start + index),
        metadata: { width: 1920, height: 1080 },
      })),
    });
  }
}

/** A box of the class Vehicle. */
export const box = (x, state = 'Parked') => ({
  schemaId: 'vehicle',
  'bounding-box': { x, y: 60, width: 120, height: 80 },
  classifications: [{ schemaId: 'state', answer: state }],
});

/** Waits until a look at the hub shows what is wanted. */
export async function until(look, wanted, patience = 120_000) {
  for (const end = Date.now() + patience; ;) {
    const seen = await look();
    if (wanted(seen)) {
      return seen;
    }
    if (Date.now() > end) {
      throw new Error(`Not reached: ${JSON.stringify(seen).slice(0, 500)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Notes the values a progress bar of the page shows from now on, all of them; returns what tells them. */
export async function recordProgress(page, name) {
  await page.evaluate((label) => {
    const values = [];
    globalThis.progressShown = values;
    const look = () => {
      const bar = document.querySelector(`[role=progressbar][aria-label="${label}"]`);
      const value = bar?.getAttribute('aria-valuenow');
      if (value != null && Number(value) !== values.at(-1)) {
        values.push(Number(value));
      }
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['aria-valuenow'],
    });
    look();
  }, name);
  return () => page.evaluate(() => globalThis.progressShown);
}
