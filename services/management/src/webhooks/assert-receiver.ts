import { isIP } from "node:net";
import { Problem, refuseField } from "@shunt/contracts/problem";
import { isPublicHost } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import type { Config } from "../config.ts";
import { createTargetCheck, findRefusedHosts } from "../targets/index.ts";
import type { WebhooksDeps } from "./deps.ts";

/**
 * Refuses URLs to which no webhook may be sent: those on hosts that are not public, unless `OUTBOUND_ALLOWED_NETWORKS` says
 * otherwise; those of this shortener; and those on hosts that administrators have blocked. What a name leads to is judged when
 * it is asked.
 *
 * @param tx that writes the URL, and holds the verdicts on hosts
 * @throws Problem "validation-failed" or "target-refused"
 */
export async function assertReceiver(tx: Db, { config }: Pick<WebhooksDeps, "config">, url: string): Promise<void> {
  const { hostname } = new URL(url);
  if (!isPublicHost(hostname) && !mayBeAllowed(hostname, config.outbound))
    throw refuseField("/url", "must lead to the public internet");
  const cause = (await createTargetCheck(names => findRefusedHosts(tx, names), config, [url]))(url);
  if (cause)
    throw new Problem(
      "target-refused",
      "No webhook may be sent to this shortener itself, nor to a host that administrators have blocked",
      { cause },
    );
}

/** Any name may lead into the networks that are allowed. */
function mayBeAllowed(hostname: string, outbound: Config["outbound"]): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(address) === 0 ? !outbound.allowsNone : outbound.isAllowed(address);
}
