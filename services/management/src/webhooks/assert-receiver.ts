import { isIP } from "node:net";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import { isPublicHost } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import type { Config } from "../config.ts";
import { createTargetCheck, findRefusedHosts } from "../targets/index.ts";
import type { WebhooksDeps } from "./deps.ts";

/**
 * Rejects URLs on this service, on blocked hosts, and on hosts that are neither public nor in
 * `OUTBOUND_ALLOWED_NETWORKS`. Resolved addresses are checked at delivery.
 *
 * @param tx writes the URL, and has locked the list of blocked hosts
 * @throws Problem "validation-failed" or "target-refused"
 */
export async function assertReceiver(tx: Db, { config }: Pick<WebhooksDeps, "config">, url: string): Promise<void> {
  const { hostname } = new URL(url);
  if (!isPublicHost(hostname) && !mayBeAllowed(hostname, config.outbound))
    throw fieldProblem("/url", "must lead to the public internet");
  const check = await createTargetCheck(names => findRefusedHosts(tx, names), config, [url]);
  const cause = check(url);
  if (cause)
    throw new Problem(
      "target-refused",
      "Webhooks cannot be sent to this service itself or to a host that administrators have blocked",
      { cause },
    );
}

/** A hostname may resolve to any of the allowed networks. */
function mayBeAllowed(hostname: string, outbound: Config["outbound"]): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(address) === 0 ? !outbound.allowsNone : outbound.isAllowed(address);
}
