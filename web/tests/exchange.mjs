/** Data of exports, imports, notices and storages for the mocked API, in every state. */
import { ago, id, people, projectId } from './base.mjs';

export const formats = [
  ['coco', 'COCO', true, true],
  ['yolo', 'YOLO', true, true],
  ['voc', 'Pascal VOC', true, true],
  ['cvat', 'CVAT', true, true],
  ['datumaro', 'Datumaro', true, true],
  ['labelme', 'LabelMe', true, true],
  ['kitti', 'KITTI', true, true],
  ['masks', 'PNG masks', true, true],
  ['conll', 'CoNLL', true, true],
  ['webvtt', 'WebVTT', true, true],
  ['csv', 'Classification CSV', true, true],
  ['tpt', 'Time per task CSV', false, true],
  ['labelbox', 'Labelbox', true, false],
].map(([format, title, readable, writable]) => ({ id: format, title, readable, writable }));

const common = {
  includeMetadata: true,
  includeHistory: true,
  doNotNotify: false,
  sendEmail: false,
};

export const exports = [
  {
    state: 'running',
    progress: 42,
    tasksDone: 3030,
    tasksTotal: 7214,
    options: { format: 'json', stage: ['Complete'] },
  },
  {
    state: 'queued',
    progress: 0,
    options: { format: 'coco', stage: ['Complete'], config: { box_as_polygon: true } },
  },
  {
    state: 'ready',
    progress: 100,
    tasksDone: 7214,
    tasksTotal: 7214,
    rows: 7214,
    size: 48_203_112,
    durationMs: 41_320,
    exportPath: '/files/x.zip',
    fileName: 'x.zip',
    expiresAt: ago(-80 * 24),
    options: { format: 'ndjson', stage: [] },
  },
  {
    state: 'ready',
    progress: 100,
    rows: 1240,
    tasksTotal: 1240,
    size: 3_120_004,
    durationMs: 7900,
    exportPath: '/files/y.zip',
    fileName: 'y.zip',
    storage: { name: 'Delivery bucket', bucket: 'meridian-exports', path: 'rotterdam/2026' },
    options: {
      format: 'yolo',
      stage: ['Complete', 'qa'],
      batches: [id('0c', 3)],
      since: id('1a', 9),
      split: { train: 0.8, validation: 0.1, test: 0.1, by: 'batch' },
      updatedAt: { $gt: '2026-05-01T00:00:00.000Z' },
    },
  },
  {
    state: 'failed',
    progress: 61,
    tasksDone: 700,
    tasksTotal: 1200,
    error:
      'The storage refused to write: no space left. Free space or change the export storage, then start again.',
    options: { format: 'split', stage: ['Complete'], batches: [id('0c', 2)] },
  },
  {
    state: 'canceled',
    progress: 10,
    tasksDone: 90,
    tasksTotal: 900,
    options: { format: 'json', tasks: ['a', 'b'] },
  },
  {
    state: 'ready',
    progress: 100,
    rows: 310,
    tasksTotal: 310,
    size: 801_110,
    durationMs: 2100,
    deletedAt: ago(2),
    options: { format: 'json', stage: ['Complete'] },
  },
].map((job, index) => ({
  _id: id('1a', index + 1),
  project: projectId,
  createdAt: ago(0.01 + index * 20),
  createdBy: people[index % 2][0],
  format: job.options.format,
  ...job,
  options: { ...common, ...job.options },
}));

/** What an export of everything complete looks like. */
export const preview = {
  total: 7214,
  truncated: false,
  files: [
    'Street_furniture_and_vehicles,_Rotterdam_and_surroundings,_spring_2026-task-export-2026-05-04-09_07_31_GMT.json',
    'schema.json',
  ],
  rows: [1, 2, 3, 4, 5].map((row) => ({
    asset: `https://files.meridian.test/rotterdam/segment-0001/frame-${row}.jpg`,
    assetId: id('0f', row),
    externalId: `rotterdam/segment-0001/frame-${row}.jpg`,
    metadata: { width: 1920, height: 1080 },
    batches: ['Delivery 2026-05-04'],
    task: {
      taskId: id('0e', row),
      stage: 'Complete',
      tools: [
        {
          schemaId: '3fa7d60b6e0d7ac1f94d2e8',
          objectId: 'car-1',
          title: 'Vehicle',
          'bounding-box': { x: 40, y: 60, width: 120, height: 80 },
          classifications: [{ title: 'State', answer: 'Parked' }],
        },
      ],
      classifications: [{ title: 'Weather', answer: ['Rain', 'Fog'] }],
      relations: [],
    },
  })),
};

const problems = [
  [
    'ASSET_NOT_FOUND',
    '',
    'No asset has the external id "cam3/0042.JPG". Nearest: "cam3/0042.jpg", "cam3/0043.jpg", "cam2/0042.jpg".',
  ],
  ['UNKNOWN_CLASS', '.objects[3].schemaId', 'No class has the id or title "Tram".'],
  ['BAD_GEOMETRY', '.objects[0].polygon', 'A polygon needs at least 3 points, this has 2.'],
  [
    'UNKNOWN_OPTION',
    '.objects[1].classifications[0].answer',
    '"Driving" is no option of "State". Options: Parked, Moving, Cannot be told.',
  ],
  [
    'CLIPPED',
    '.objects[2]["bounding-box"]',
    'The box reached 0.6 px beyond the image and was cut.',
    false,
  ],
  ['NOT_TODO', '', 'The task was submitted by b.castellanos@meridian.test on 4 May 2026.'],
];

const manyProblems = Array.from({ length: 100 }, (_, index) => {
  const [code, path, message, fault = true] = problems[index % problems.length];
  return {
    item: index * 3,
    externalId:
      index === 2
        ? 'rotterdam/2026-05-04/camera-front-left/segment-0007/frame-000123456789-after-calibration.jpg'
        : `rotterdam/segment-${String(index % 9).padStart(4, '0')}/frame-${String(index * 37).padStart(6, '0')}.jpg`,
    code,
    path: `[${index * 3}]${path}`,
    message,
    fault,
  };
});

const report = {
  problems: manyProblems,
  codes: [
    { code: 'ASSET_NOT_FOUND', count: 804, fault: true },
    { code: 'UNKNOWN_CLASS', count: 310, fault: true },
    { code: 'BAD_GEOMETRY', count: 60, fault: true },
    { code: 'UNKNOWN_OPTION', count: 41, fault: true },
    { code: 'NOT_TODO', count: 12, fault: true },
    { code: 'CLIPPED', count: 1911, fault: false },
  ],
  classes: [
    { title: 'Vehicle', tool: 'bounding-box', known: true },
    { title: 'Street light', tool: 'point', known: true },
    { title: 'Tram', tool: 'bounding-box', known: false },
    { title: 'Bicycle or cargo bicycle, parked or moving', tool: 'polygon', known: false },
    { title: 'Weather', tool: 'checkbox', known: true },
  ],
  reportPath: '/files/problems.csv',
  tasksLabeled: 11_184,
  objects: 92_310,
  skipped: 816,
  warnings: 1911,
};

const clean = { problems: [], codes: [], classes: report.classes.slice(0, 2), reportPath: null };
const nothing = { tasksLabeled: 0, objects: 0, skipped: 0, warnings: 0 };

export const imports = [
  {
    fileName: 'model-v7-predictions-2026-05-04.ndjson',
    state: 'running',
    dryRun: false,
    progress: 37,
    itemsDone: 4440,
    itemsTotal: 12_000,
    ...clean,
    ...nothing,
    tasksLabeled: 4440,
  },
  {
    fileName:
      'predictions-of-the-second-generation-model-for-rotterdam-and-surroundings-spring-2026.zip',
    format: 'coco',
    state: 'checked',
    dryRun: true,
    progress: 100,
    itemsDone: 12_000,
    itemsTotal: 12_000,
    ...report,
  },
  {
    fileName: 'labels.json',
    format: 'ango',
    state: 'ready',
    dryRun: false,
    progress: 100,
    itemsDone: 940,
    itemsTotal: 940,
    ...clean,
    tasksLabeled: 940,
    objects: 7100,
    skipped: 0,
    warnings: 0,
  },
  {
    fileName: 'other-project.json',
    state: 'checked',
    dryRun: true,
    progress: 100,
    itemsDone: 50,
    itemsTotal: 50,
    ...report,
    ...nothing,
    skipped: 50,
    codes: [
      { code: 'ASSET_NOT_FOUND', count: 49, fault: true },
      { code: 'NOT_TODO', count: 1, fault: true },
    ],
    problems: manyProblems.filter(({ code }) => ['ASSET_NOT_FOUND', 'NOT_TODO'].includes(code)),
    classes: [],
  },
  {
    fileName: 'broken.json',
    state: 'failed',
    dryRun: true,
    progress: 0,
    itemsDone: 0,
    itemsTotal: null,
    ...clean,
    ...nothing,
    classes: [],
    error: 'The file is not JSON: line 812, column 14 has a comma where a value was expected.',
  },
  {
    fileName: 'boxes.zip',
    format: 'yolo',
    state: 'canceled',
    dryRun: false,
    progress: 20,
    itemsDone: 200,
    itemsTotal: 1000,
    ...clean,
    ...nothing,
    tasksLabeled: 200,
    objects: 911,
  },
].map((each, index) => ({
  _id: id('2a', index + 1),
  project: projectId,
  size: 18_203_112 / (index + 1),
  format: 'json',
  createdAt: ago(0.01 + index * 9),
  createdBy: people[index % 2][0],
  ...each,
}));

export const notices = [
  {
    kind: 'exportReady',
    text: 'The export of Street furniture and vehicles, Rotterdam and surroundings, spring 2026 is ready: 7,214 tasks, 48.2 MB.',
    link: '/files/x.zip',
    readAt: null,
  },
  {
    kind: 'exportFailed',
    text: 'The export of Chest X-ray triage failed: the storage refused to write.',
    link: `/projects/${projectId}/export?view=history`,
    readAt: null,
  },
  {
    kind: 'importReady',
    text: '940 / 940 tasks are labeled from labels.json.',
    link: `/projects/${projectId}/import/${id('2a', 3)}`,
    readAt: ago(3),
  },
  {
    kind: 'message',
    title: 'Nightly run',
    text: 'The model has finished.',
    sender: people[1][0],
    link: null,
    readAt: ago(30),
  },
].map((notice, index) => ({
  _id: id('3a', index + 1),
  project: projectId,
  createdAt: ago(0.3 + index * 5),
  ...notice,
}));

export const storages = [
  {
    _id: id('4a', 1),
    name: 'Delivery bucket',
    provider: 'AWS',
    bucket: 'meridian-exports',
    endpoint: 'https://objects.meridian.test',
    region: 'eu-west-1',
    publicKey: 'AKIAIOSFODNN7EXAMPLE',
    createdAt: ago(700),
  },
  {
    _id: id('4a', 2),
    name: 'Archive',
    provider: 'AWS',
    region: 'eu-central-1',
    publicKey: 'AKIAI44QH8DHBEXAMPLE',
    createdAt: ago(3000),
  },
  {
    _id: id('4a', 3),
    name: 'Network share',
    provider: 'FOLDER',
    folder: '/srv/exports/meridian',
    createdAt: ago(90),
  },
];

/** Answers of the mocked API. */
export const exchangeRoutes = {
  'GET /v2/formats': () => ({ formats }),
  'GET /v2/project/:id/exports': () => ({ exports, total: 61 }),
  'GET /v2/exports/:id': ({ id: wanted }) => ({
    export: exports.find((job) => job._id === wanted) ?? exports[0],
  }),
  'POST /v2/exports': () => ({ export: exports[0] }),
  'POST /v2/exports/preview': () => preview,
  'GET /v2/project/:id/imports': () => ({ imports, total: imports.length }),
  'GET /v2/imports/:id': ({ id: wanted }) => ({
    import: imports.find((each) => each._id === wanted) ?? imports[0],
  }),
  'GET /v2/notices': () => ({ notices, unread: 2 }),
  'POST /v2/notices/read': () => ({}),
  'GET /v2/storages': () => ({ storages, total: storages.length }),
  'GET /v2/project/:id/exportStorage': () => ({
    exportStorage: {
      enabled: true,
      storage: storages[0]._id,
      storageName: storages[0].name,
      bucket: 'meridian-exports',
      path: 'rotterdam/2026',
    },
  }),
};
