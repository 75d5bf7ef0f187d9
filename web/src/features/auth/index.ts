export { InvitePage } from './InvitePage';
export { SetupPage } from './SetupPage';
export { SignInPage } from './SignInPage';
