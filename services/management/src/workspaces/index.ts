export { assertNotSoleOwner, handOverWorkspaces } from "./hand-over-workspaces.ts";
export { deleteInvitationsOf } from "./invitations/invitation-store.ts";
export { assertInvited, markRegistered } from "./invitations/register-invited.ts";
export { checksLinks, setLinkChecks } from "./link-checks-store.ts";
export { addWorkspaceRoutes } from "./routes.ts";
export { deleteWorkspaceRow } from "./workspace-store.ts";
