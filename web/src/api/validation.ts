import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import { projectKeys } from './projects';
import type { ExternalValidation, Finding, Project } from './types';

export interface ValidationSettings {
  customValidationEnabled: boolean;
  preventSubmission: boolean;
  enforceOnApi: boolean;
  validationFunction: string;
  externalValidation: ExternalValidation;
}

/** Changes what is checked before labels are saved. */
export function useSaveValidation(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (settings: Partial<ValidationSettings>) =>
      (await api.post<{ project: Project }>(`/v2/project/${projectId}/labelValidation`, settings))
        .project,
    onSuccess: (project) => client.setQueryData(projectKeys.settings(projectId), project),
  });
}

/** What came of trying a validation function out. */
export interface TriedFunction {
  errors: Finding[];
  console: string[];
  milliseconds: number;
  /** Line and column count from 1. */
  syntaxError?: { message: string; line: number; column: number } | null;
  /** Why the function gave no list. */
  failure?: string | null;
}

/** Runs a function on labels in the server's sandbox; nothing is stored. */
export const useTryValidation = (projectId: string) =>
  useMutation({
    mutationFn: (input: { function: string; answer: unknown }) =>
      api.post<TriedFunction>(`/v2/project/${projectId}/labelValidation/try`, input),
  });
