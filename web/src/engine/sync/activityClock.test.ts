import { describe, expect, it } from 'vitest';
import { ActivityClock } from './activityClock';

function setUp(timeout = 5000) {
  let now = 0;
  const clock = new ActivityClock(timeout, () => now);
  return { clock, pass: (ms: number) => (now += ms) };
}

const times = (duration: number, idleDuration: number, blurDuration = 0) => ({
  duration,
  idleDuration,
  blurDuration,
});

describe('the activity clock', () => {
  it('counts the seconds before the timeout as active (5 s timeout, 15 s without input)', () => {
    const { clock, pass } = setUp();
    pass(15_000);
    expect(clock.read()).toEqual(times(5000, 10_000));
    expect(clock.active).toBe(false);
  });

  it('turns active again with any input', () => {
    const { clock, pass } = setUp();
    pass(8000);
    clock.input();
    expect(clock.active).toBe(true);
    pass(2000);
    expect(clock.read()).toEqual(times(7000, 3000));
  });

  it('counts a hidden tab as idle and blurred at once', () => {
    const { clock, pass } = setUp();
    pass(1000);
    clock.setHidden(true);
    pass(4000);
    clock.setHidden(false);
    pass(1000);
    expect(clock.read()).toEqual(times(2000, 4000, 4000));
  });

  it('counts an inactive window without the pointer as idle, not blurred', () => {
    const { clock, pass } = setUp();
    clock.setAway(true);
    pass(3000);
    expect(clock.active).toBe(false);
    clock.input();
    pass(1000);
    expect(clock.read()).toEqual(times(1000, 3000));
  });

  it('is never idle for lack of input with timeout 0', () => {
    const { clock, pass } = setUp(0);
    pass(3_600_000);
    expect(clock.read()).toEqual(times(3_600_000, 0));
  });

  it('counts stored time once, and keeps what passed during the request', () => {
    const { clock, pass } = setUp();
    pass(3000);
    const sent = clock.read();
    pass(500);
    clock.settle(sent);
    expect(clock.read()).toEqual(times(500, 0));
  });
});
