import { isIP } from "node:net";
import { Problem, refuseField } from "@shunt/contracts/problem";
import { isPublicHost } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import type { Config } from "../config.ts";
import { createTargetCheck, findRefusedHosts } from "../targets/index.ts";
import type { WebhooksDeps } from "./deps.ts";

/**
 * Rejects receiver URLs on hosts that are not public, unless `OUTBOUND_ALLOWED_NETWORKS` allows them, on this service
 * and on blocked hosts. The addresses that a hostname resolves to are checked at delivery.
 *
 * @param tx the transaction that writes the URL and has locked the list of blocked hosts
 * @throws Problem "validation-failed" or "target-refused"
 */
export async function assertReceiver(tx: Db, { config }: Pick<WebhooksDeps, "config">, url: string): Promise<void> {
  const { hostname } = new URL(url);
  if (!isPublicHost(hostname) && !mayBeAllowed(hostname, config.outbound))
    throw refuseField("/url", "must lead to the public internet");
  const check = await createTargetCheck(names => findRefusedHosts(tx, names), config, [url]);
  const cause = check(url);
  if (cause)
    throw new Problem(
      "target-refused",
      "Webhooks cannot be sent to this service itself or to a host that administrators have blocked",
      { cause },
    );
}

/** A hostname passes if any network is allowed, as it may resolve to an address in one. */
function mayBeAllowed(hostname: string, outbound: Config["outbound"]): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(address) === 0 ? !outbound.allowsNone : outbound.isAllowed(address);
}
