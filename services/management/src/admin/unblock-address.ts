import { defaultHost } from "@shunt/contracts/domains";
import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { changeLinks } from "../links/index.ts";
import { unblockAddressRow } from "./blocked-address-store.ts";
import type { AdminDeps } from "./deps.ts";

/** For addresses of deleted links. @throws Problem "address-not-blocked" */
export async function unblockAddress(
  context: AdminDeps,
  actor: Caller,
  { code, host = defaultHost }: { code: string; host: string | undefined },
): Promise<void> {
  await changeLinks(context, actor, async links => {
    if (!(await unblockAddressRow(links, host, code))) throw new Problem("address-not-blocked");
    await links.audit({ action: "address.unblocked", details: { code, host } });
  });
}
