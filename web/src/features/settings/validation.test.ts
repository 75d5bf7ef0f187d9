import { describe, expect, it } from 'vitest';
import type { Project } from '@/api/types';
import {
  changedSettings,
  frameChoice,
  validationFaults,
  validationOf,
  withFrames,
} from './validation';

const settings = validationOf({} as Project);

describe('validationFaults', () => {
  it('has nothing against a project that checks nothing', () => {
    expect(validationFaults(settings)).toEqual({});
  });

  it('wants a function where the custom validation is on', () => {
    const faults = validationFaults({ ...settings, customValidationEnabled: true });
    expect(Object.keys(faults)).toEqual(['validationFunction']);
  });

  it.each([
    ['', true, true],
    ['', false, false],
    ['ftp://checks.test', false, true],
    ['https://', true, true],
    ['https://checks.test/labels', true, false],
  ])('judges the address %j of a service that is on: %s', (apiUrl, enabled, isFault) => {
    const faults = validationFaults({ ...settings, externalValidation: { enabled, apiUrl } });
    expect('apiUrl' in faults).toBe(isFault);
  });
});

describe('the frames a service gets', () => {
  it.each(['all', 'current', 'fixed'] as const)('%s is what it was set to', (choice) => {
    expect(frameChoice(withFrames({ enabled: true, singleFrame: true }, choice))).toBe(choice);
  });
});

describe('changedSettings', () => {
  it('leaves out what was changed back', () => {
    expect(changedSettings({ a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } })).toEqual({ b: { c: 3 } });
  });
});
