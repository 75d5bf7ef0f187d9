/** Between two looks at a job that has just been seen to run, in milliseconds: short jobs are to be seen moving too. */
const OFTEN = 250;
/** Between two looks at one that takes long, in milliseconds. */
export const SELDOM = 1000;
/** How long a job is looked at often, in milliseconds. */
const YOUNG = 10_000;

/** Milliseconds until the next look at a job that is this many milliseconds old. */
export const pauseAt = (age: number) => (age < YOUNG ? OFTEN : SELDOM);

/** When this page first saw a job run, by its id; the clock of the server may differ from ours. */
const firstSeen = new Map<string, number>();

/** Milliseconds until the next look at the running jobs with these ids; false when none runs. */
export function nextLook(running: readonly string[], now = Date.now()): number | false {
  if (running.length === 0) {
    return false;
  }
  const ages = running.map((id) => {
    const seen = firstSeen.get(id) ?? now;
    firstSeen.set(id, seen);
    return now - seen;
  });
  return pauseAt(Math.min(...ages));
}
