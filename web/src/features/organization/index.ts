export { InviteDialog } from './InviteDialog';
export { OrganizationPage } from './OrganizationPage';
export { StoragesPage } from './StoragesPage';
