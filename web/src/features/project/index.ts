export { ProjectLayout } from './ProjectLayout';
export { useCurrentProject } from './useCurrentProject';
