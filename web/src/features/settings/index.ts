export { BatchesPage } from './BatchesPage';
export { ExportStoragePage } from './ExportStoragePage';
export { SettingsPage } from './SettingsPage';
