import { z } from "zod";
import { hostNameProblem, isAddressHost, withoutRoot } from "./public-host.ts";
import { hasReplacementCharacter, text } from "./text.ts";

/**
 * The name of a host, or an IPv4 address, as a URL has it: lower case, letters of other scripts in punycode, without the dot of
 * the root.
 */
export const HostName = text({ min: 1, max: 253 }).transform((value, ctx) => {
  const host = toHost(value);
  if (host) return host;
  ctx.addIssue({ code: "custom", message: "is not a host name, such as go.example.com", input: value });
  return z.NEVER;
});

function toHost(value: string): string | undefined {
  if (/[/?#@:\\]/.test(value) || hasReplacementCharacter(value)) return undefined;
  const hostname = URL.parse(`http://${value}/`)?.hostname;
  return hostname === undefined || hostNameProblem(hostname) ? undefined : withoutRoot(hostname);
}

/** A name below another, which may lead to this service: no address, and none that networks keep for themselves. */
export const DomainName = HostName.refine(host => host.includes("."), "must have a dot in it").refine(
  host => !isAddressHost(host),
  "must be a name, not an address",
);
