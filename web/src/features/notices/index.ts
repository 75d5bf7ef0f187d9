export { NoticesPanel } from './NoticesPanel';
