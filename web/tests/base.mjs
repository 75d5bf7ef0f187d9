/** What all fixtures of the mocked API build on: ids, times, people. */

const HOUR = 3_600_000;
/** Long ago relative to now, so that relative times read the same in every run. */
export const ago = (hours) => new Date(Date.now() - hours * HOUR).toISOString();

export const id = (kind, number) => `${kind}${String(number).padStart(24 - kind.length, '0')}`;

export const projectId = id('0d', 1);

/** E-mail, name, role in the organization, role in the project. */
export const people = [
  ['mia.okafor@meridian.test', 'Mia Okafor', 'owner', 'Manager'],
  ['jonas.lindqvist@meridian.test', 'Jonas Lindqvist', 'admin', 'Manager'],
  ['thi.nguyen@meridian.test', 'Nguyễn Thị Thanh Hương', 'member', 'Lead'],
  [
    'b.castellanos@meridian.test',
    'Bartolomé Castellanos de la Vega y Fernández',
    'member',
    'Reviewer',
  ],
  ['ada@meridian.test', 'Ada Brandt', 'member', 'Reviewer'],
  ['kwame@meridian.test', 'Kwame Boateng', 'member', 'Labeler'],
  ['li.wei@meridian.test', 'Li Wei', 'member', 'Labeler'],
  ['external-annotation-team-warsaw-night-shift@contractor.example.test', '', 'member', 'Labeler'],
];
