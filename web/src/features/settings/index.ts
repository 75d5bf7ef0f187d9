export { BatchesPage } from './BatchesPage';
export { BenchmarkPage } from './BenchmarkPage';
export { ExportStoragePage } from './ExportStoragePage';
export { SettingsPage } from './SettingsPage';
export { ValidationPage } from './ValidationPage';
