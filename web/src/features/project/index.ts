export { BatchesDialog, BatchesField, useBatchIds } from './BatchesDialog';
export { ProjectLayout } from './ProjectLayout';
export { useCurrentProject } from './useCurrentProject';
