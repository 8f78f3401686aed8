import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { workspacesQuery } from "./queries.ts";

/** Fetches workspaces with their members and invitations again, and the account, whose roles other pages show. */
export async function refreshWorkspaces(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries(workspacesQuery), queryClient.invalidateQueries(meQuery)]);
}
