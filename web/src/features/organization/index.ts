export { InviteDialog } from './InviteDialog';
export { OrganizationPage } from './OrganizationPage';
