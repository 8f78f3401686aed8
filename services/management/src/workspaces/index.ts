export { deleteInvitationsOf } from "./invitations/invitation-store.ts";
export { addWorkspaceRoutes } from "./routes.ts";
