import type { ValidationSettings } from '@/api/validation';
import type { ExternalValidation, Project } from '@/api/types';

/** What the code area starts with where the project has no function yet. */
export const EXAMPLE = `// Gets the labels and returns what is wrong with them.
function check(answers, context) {
  const errors = [];
  for (const object of answers.objects) {
    const box = object['bounding-box'];
    if (box && box.width * box.height < 100) {
      errors.push({ objectId: object.objectId, message: 'This box is smaller than 100 px²' });
    }
  }
  return errors;
}
`;

/** The settings as the form shows them. */
export function validationOf(project: Project): ValidationSettings {
  return {
    customValidationEnabled: project.customValidationEnabled ?? false,
    preventSubmission: project.preventSubmission ?? false,
    enforceOnApi: project.enforceOnApi ?? false,
    validationFunction: project.validationFunction ?? '',
    externalValidation: externalOf(project.externalValidation),
  };
}

function externalOf(saved: ExternalValidation | null | undefined): Required<ExternalValidation> {
  return {
    enabled: saved?.enabled ?? false,
    apiUrl: saved?.apiUrl ?? '',
    singleFrame: saved?.singleFrame ?? false,
    specificFrame: saved?.specificFrame ?? false,
    frameNumbers: saved?.frameNumbers ?? 0,
  };
}

/** What keeps the settings from being saved, by field. */
export interface ValidationFaults {
  validationFunction?: string;
  apiUrl?: string;
}

export function validationFaults(settings: ValidationSettings): ValidationFaults {
  const { enabled, apiUrl = '' } = settings.externalValidation;
  const faults: ValidationFaults = {};
  if (settings.customValidationEnabled && settings.validationFunction.trim() === '') {
    faults.validationFunction = 'Write a function, or turn the custom validation off';
  }
  if (apiUrl.trim() === '' ? enabled : !/^https?:\/\/[^\s/]+/.test(apiUrl.trim())) {
    faults.apiUrl = 'Enter an address that starts with https:// or http://';
  }
  return faults;
}

/** Which frames the service gets, as one choice. */
export type FrameChoice = 'all' | 'current' | 'fixed';

export function frameChoice(external: ExternalValidation): FrameChoice {
  return external.specificFrame ? 'fixed' : external.singleFrame ? 'current' : 'all';
}

export function withFrames(external: ExternalValidation, choice: FrameChoice): ExternalValidation {
  return { ...external, singleFrame: choice === 'current', specificFrame: choice === 'fixed' };
}

/** The changes that differ from what is saved; what was changed back is none. */
export function changedSettings<T extends object>(saved: T, changes: Partial<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(saved[key as keyof T]),
    ),
  ) as Partial<T>;
}
