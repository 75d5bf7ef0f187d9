export { BatchesPage } from './BatchesPage';
export { SettingsPage } from './SettingsPage';
