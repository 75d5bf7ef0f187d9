/** Fails when a package has a licence outside the allowed ones. Test tools may be MPL. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const allowed = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'ISC',
  'OFL-1.1',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
]);
/** Never shipped: used by tests and the build only. */
const allowedForTools = new Set([...allowed, 'MPL-2.0', 'CC-BY-4.0', 'CC-BY-3.0']);

/** Whether an SPDX expression offers an allowed licence. */
function isAllowed(expression, licences) {
  return expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/i)
    .some((part) => part.split(/\s+AND\s+/i).every((each) => licences.has(each.trim())));
}

const lock = JSON.parse(readFileSync(join(web, 'package-lock.json'), 'utf8'));
const faults = [];
let count = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  const manifest = join(web, path, 'package.json');
  if (path === '' || !existsSync(manifest)) {
    continue;
  }
  count += 1;
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8'));
  const expression = String(
    license?.type ?? license ?? licenses?.map((each) => each.type).join(' OR ') ?? 'none',
  );
  if (!isAllowed(expression, entry.dev ? allowedForTools : allowed)) {
    faults.push(`${path.replace(/^node_modules\//, '')}: ${expression}`);
  }
}
if (faults.length > 0) {
  console.error(`Licences that are not allowed:\n  ${faults.join('\n  ')}`);
  process.exit(1);
}
console.log(`${count} packages, all licences allowed`);
