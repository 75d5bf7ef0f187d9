export { ImportPage } from './ImportPage';
export { ImportReportPage } from './ImportReportPage';
