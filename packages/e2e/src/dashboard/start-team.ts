import type { Member } from "@shunt/contracts/accounts";
import type { Owner } from "../harness/owner.ts";
import type { Dashboard } from "./open-dashboard.ts";

interface Team {
  ann: Owner;
  bob: Owner;
  workspace_id: string;
}

/** Signs two people up: Ann owns the workspace Marketing, in which Bob has the role. */
export async function startTeam({ shunt }: Dashboard, role: Member["role"]): Promise<Team> {
  const [ann, bob] = [await shunt.signUp(), await shunt.signUp()];
  const workspace_id = (await ann.client.getMe({})).workspaces[0]?.id ?? "";
  await ann.client.updateWorkspace({ params: { id: workspace_id }, body: { name: "Marketing" } });
  const user_id = (await bob.client.getMe({})).id;
  await shunt.db.insertInto("workspace_members").values({ workspace_id, user_id, role }).execute();
  return { ann, bob, workspace_id };
}
