/** Tests of one page in steps that build on each other. */
import { screenshot } from './support.mjs';

/**
 * Steps on one page: when one fails, the page is kept as a picture and the rest is skipped.
 *
 * @param page what gives the page, once there is one
 */
export function makeSteps(name, page) {
  let failed = false;
  return (t, title, run) =>
    t.test(title, { skip: failed }, async (context) => {
      try {
        await run(context);
      } catch (error) {
        failed = true;
        await screenshot(page(), `${name}-failure`).catch(() => undefined);
        throw error;
      }
    });
}
