export { IssuesPage } from './IssuesPage';
