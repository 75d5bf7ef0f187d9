/** Realistic data for the mocked API: long names, many rows, every state. */
import { ago, id, people, projectId } from './base.mjs';
import { exchangeRoutes } from './exchange.mjs';
import { refusal } from './support.mjs';

export { projectId };

const HOUR = 3_600_000;
export const organization = { _id: id('0a', 1), name: 'Meridian Mapping' };
export const me = {
  _id: id('0b', 1),
  email: people[0][0],
  name: people[0][1],
  createdAt: ago(5000),
  organization,
  organizationRole: 'owner',
  organizations: [{ ...organization, role: 'owner' }],
};

const batches = [
  { _id: id('0c', 1), name: 'Delivery 2026-05-04' },
  { _id: id('0c', 2), name: 'Night and rain' },
  {
    _id: id('0c', 3),
    name: 'Re-recorded after the calibration of the left camera was found wrong',
  },
];

export const categorySchema = {
  tools: [
    {
      tool: 'bounding-box',
      title: 'Vehicle',
      schemaId: '3fa7d60b6e0d7ac1f94d2e8',
      required: true,
      color: '#0072B2',
      shortcutKey: 'v',
      description: 'Everything with an engine, parked or moving.',
      options: [],
      classifications: [
        {
          tool: 'radio',
          title: 'State',
          schemaId: '77c2f0c1b8da4f6f9b0b1f7',
          required: true,
          color: '#E69F00',
          shortcutKey: '',
          options: [
            { value: 'Parked', schemaId: 'o-parked' },
            { value: 'Moving', schemaId: 'o-moving' },
            { value: 'Cannot be told', schemaId: 'o-unknown' },
          ],
          classifications: [
            {
              tool: 'text',
              title: 'Number plate',
              schemaId: 'c-plate',
              parentOptionId: 'o-parked',
              regex: '[A-Z]{1,3}-[A-Z]{1,2} \\d{1,4}',
              color: '#009E73',
            },
          ],
        },
      ],
    },
    {
      tool: 'polygon',
      title: 'Road surface that can be driven on, without kerbs, islands and tram beds',
      schemaId: 't-road',
      color: '#009E73',
      shortcutKey: 'r',
      options: [],
      classifications: [],
    },
    {
      tool: 'point',
      title: 'Street light',
      schemaId: 't-light',
      color: '#E69F00',
      shortcutKey: 'l',
    },
    {
      tool: 'brush',
      title: 'Vegetation',
      schemaId: 't-brush',
      color: '#117733',
      customKey: { a: 1 },
    },
  ],
  classifications: [
    {
      tool: 'checkbox',
      title: 'Weather',
      schemaId: 'c-weather',
      required: false,
      color: '#56B4E9',
      shortcutKey: 'w',
      options: ['Dry', 'Rain', 'Snow', 'Fog'].map((value) => ({ value, schemaId: `w-${value}` })),
      classifications: [],
    },
    {
      tool: 'single-dropdown',
      title: 'Scene',
      schemaId: 'c-scene',
      color: '#D55E00',
      options: ['Town', 'Country road', 'Motorway'].map((value) => ({
        value,
        schemaId: `s-${value}`,
      })),
      classifications: [],
    },
  ],
  relations: [{ tool: 'one-to-one', title: 'Tows', schemaId: 'r-tows', color: '#CC79A7' }],
};

const stages = [
  {
    id: 'Start',
    type: 'Start',
    name: 'Start',
    position: { x: 0, y: 0 },
    next: ['Label'],
    autoForward: true,
  },
  {
    id: 'Label',
    type: 'Label',
    name: 'First pass',
    position: { x: 260, y: 0 },
    next: ['qa'],
    assignedTo: [],
  },
  {
    id: 'qa',
    type: 'Review',
    name: 'Quality check by the second team',
    position: { x: 520, y: 0 },
    next: ['hook', 'Label'],
    assignedTo: [people[3][0], people[4][0]],
    readOnly: true,
  },
  {
    id: 'hook',
    type: 'Webhook',
    name: 'Notify billing',
    position: { x: 780, y: 0 },
    next: ['Complete'],
    url: 'https://billing.test',
  },
  {
    id: 'Complete',
    type: 'Complete',
    name: 'Complete',
    position: { x: 1040, y: 0 },
    next: [],
    preventRequeue: false,
  },
];

export const project = {
  _id: projectId,
  name: 'Street furniture and vehicles, Rotterdam and surroundings, spring 2026',
  description:
    'Boxes for vehicles, areas for the road surface, points for street lights. Used to train the second generation of the curb-side model.',
  type: 'ango',
  owner: people[0][0],
  organization: organization._id,
  role: 'Manager',
  categorySchema,
  categorySchemaRevision: 7,
  stages,
  workflowRevision: 3,
  assignedTo: people.map(([assignee, name, , role]) => ({
    assignee,
    name: name || undefined,
    role,
  })),
  batches,
  assetCount: 12_408,
  idleTimeout: 60,
  taskSkipEnabled: true,
  unassignSkippedTask: false,
  createdAt: ago(900),
  updatedAt: ago(2),
};

const names = [
  project.name,
  'Chest X-ray triage',
  'Parcel damage',
  'Invoices, fields and tables',
  'Orchard drone survey with an unreasonably long name that somebody pasted from a contract and never shortened',
  'Shelf stock, stores 100 to 180',
  'Wildlife cameras',
  'Solar panels',
  'Helmet and vest',
  'Retina scans',
  'Tomato ripeness',
  'Runway debris',
];
export const projects = names.map((name, index) => ({
  _id: id('0d', index + 1),
  name,
  description: index % 3 === 0 ? 'Pilot for the new customer, first delivery in June' : '',
  createdAt: ago(30 + index * 170),
  createdBy: people[index % 2][0],
  role: ['Manager', 'Manager', 'Reviewer', 'Labeler'][index % 4],
  tasks: {
    total: [12_408, 940, 52_000, 310, 0, 8800, 1_240_000, 77, 4200, 610, 15, 2500][index],
    completed: [7214, 940, 120, 201, 0, 8799, 999_000, 3, 2100, 609, 0, 1250][index],
  },
}));

export const counts = [
  { stageId: 'Start', stage: 'Start', type: 'Start', count: 0 },
  { stageId: 'Label', stage: 'First pass', type: 'Label', count: 3902 },
  { stageId: 'qa', stage: 'Quality check by the second team', type: 'Review', count: 1280 },
  { stageId: 'hook', stage: 'Notify billing', type: 'Webhook', count: 12 },
  { stageId: 'Complete', stage: 'Complete', type: 'Complete', count: 7214 },
];

export const tasks = Array.from({ length: 50 }, (_, index) => {
  const stage = stages[[1, 1, 2, 4, 1, 2, 4][index % 7]];
  return {
    _id: id('0e', index + 1),
    project: projectId,
    asset: { _id: id('0f', index + 1), externalId: '', data: '' },
    externalId:
      index === 3
        ? 'rotterdam/2026-05-04/camera-front-left/segment-0007/frame-000123456789-after-calibration.jpg'
        : `rotterdam/segment-${String(index % 9).padStart(4, '0')}/frame-${String(index * 37).padStart(6, '0')}.jpg`,
    stage: stage.id,
    stageName: stage.name,
    stageType: stage.type,
    status: 'READY',
    reviewStatus: ['Todo', 'Todo', 'Rejected', 'Accepted', 'Todo', 'Todo', 'Fixed'][index % 7],
    assignee: index % 4 === 1 ? null : people[(index * 3) % people.length][0],
    batches: [batches[index % 3]._id],
    batchNames: [batches[index % 3].name],
    priority: index % 6 === 0 ? 10 : 0,
    duration: (index % 5) * 41_000,
    totalDuration: (index % 9) * 98_000,
    createdAt: ago(40 + index),
    updatedAt: ago(0.4 + index * 1.7),
    updatedBy: people[index % people.length][0],
    isDraft: index % 7 === 1,
    isSkipped: index % 11 === 4,
    version: 1,
  };
});

export const assets = Array.from({ length: 24 }, (_, index) => ({
  _id: id('0f', index + 1),
  externalId: tasks[index].externalId,
  data: `/files/${index}.svg`,
  batches: index % 3 === 0 ? [] : [batches[index % 3].name],
  metadata: { width: 1920, height: 1080 },
  labelTasks: [{ _id: tasks[index]._id, stage: tasks[index].stage }],
  createdAt: ago(40 + index),
  createdBy: people[0][0],
}));

export const users = people.map(([email, name, organizationRole], index) => ({
  _id: id('0b', index + 1),
  email,
  name,
  organizationRole,
  createdAt: ago(5000 - index * 300),
  lastActiveAt: index === 7 ? null : ago(index * 6 + 0.2),
}));

export const invites = [
  'new.person@meridian.test',
  'reviewer-without-account@partner.example.test',
].map((to, index) => ({
  _id: id('1b', index + 1),
  to,
  organizationRole: 'member',
  status: 'Pending',
  createdBy: people[1][0],
  createdAt: ago(20),
  expiresAt: new Date(Date.now() + 6 * 24 * HOUR).toISOString(),
  token: `tok-${index}`,
  url: `https://kalem.meridian.test/invites/9f8e7d6c5b4a-${index}`,
}));

/** Answers for a full, healthy system; override single ones per test. */
export function routes(overrides = {}) {
  return {
    ...overrides,
    ...Object.fromEntries(
      Object.entries({
        'GET /v2/setup': () => ({ needed: false }),
        'GET /v2/me': () => ({ user: me }),
        'GET /v2/me/apiKey': () => ({
          apiKey: { prefix: '9b2f41c7', createdAt: ago(700), lastUsedAt: ago(3) },
        }),
        'POST /v2/me/apiKey': () => ({ apiKey: '1d0f4a6e-5b1c-4c58-9a83-7b2f0c9d6e11' }),
        'GET /v2/projects': () => ({ projects, total: 148 }),
        'GET /v2/organization/:org/users': () => ({ users, total: users.length }),
        'GET /v2/organization/:org/invites': () => ({ invites, total: invites.length }),
        'POST /v2/organization/:org/invites': (_, body) => ({
          invites: body.to.map((to, index) => ({ ...invites[0], _id: `n${index}`, to })),
          skipped: [],
        }),
        'GET /v2/project/:id': () => ({ project }),
        'POST /v2/project/:id': (_, body) => ({ project: { ...project, ...body } }),
        'GET /v2/:id/overview/LabelStageGroups': () => ({ LabelStageGroups: counts }),
        'GET /v2/project/:id/queues': () => ({
          queues: { label: { available: 3902 }, review: { available: 118 } },
        }),
        'POST /v2/project/:id/next': () => ({ task: null }),
        'GET /v2/project/:id/tasks': () => ({ tasks, total: 12_408 }),
        'GET /v2/project/:id/assets': () => ({ assets, total: 12_408 }),
        ...exchangeRoutes,
        'POST /v2/task/assign': (_, body) => ({
          tasks: body.tasks.length,
          modified: body.tasks.length,
          skipped: [],
        }),
        'GET /v2/invites/:token': ({ token }) => {
          if (token === 'gone') {
            throw refusal(404, 'not-found', 'This invitation does not exist or has expired.');
          }
          return {
            invite: {
              email: 'new.person@meridian.test',
              organization: organization.name,
              accountExists: token === 'known',
              expiresAt: ago(-100),
            },
          };
        },
      }).filter(([key]) => !(key in overrides)),
    ),
  };
}

/** A small picture for /files/<n>.svg. */
export function picture(number) {
  const hue = (number * 47) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="hsl(${hue} 30% 62%)"/><rect y="150" width="320" height="90" fill="hsl(${hue} 12% 34%)"/><rect x="${20 + ((number * 31) % 180)}" y="110" width="110" height="70" rx="10" fill="hsl(${(hue + 140) % 360} 45% 46%)"/></svg>`;
}
