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

/** The data of an answer; fails with the hub's own sentence. */
export async function call(method, path, body) {
  const response = await fetch(serverUrl + path, {
    method,
    headers: { apikey: key, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body && JSON.stringify(body),
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
  for (let start = 0; start < assets; start += 5000) {
    const count = Math.min(5000, assets - start);
    await call('POST', `/v2/project/${project._id}/cloud`, {
      uploadLocal: 'false',
      assets: Array.from({ length: count }, (_, index) => ({
        data: `https://photos.example/${nameOf(start + index)}`,
        externalId: nameOf(start + index),
        metadata: { width: 1920, height: 1080 },
      })),
    });
  }
  return project._id;
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

/** The values a progress bar goes through until it is gone. */
export async function watchProgress(bar, stop = () => false) {
  const values = [];
  for (;;) {
    const value = await bar.getAttribute('aria-valuenow', { timeout: 2000 }).catch(() => null);
    if (value === null) {
      return values;
    }
    if (values.at(-1) !== Number(value)) {
      values.push(Number(value));
    }
    if (stop(values)) {
      return values;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
