import { z } from "zod";
import { hostNameProblem, isAddressHost, withoutRoot } from "./public-host.ts";
import { hasReplacementCharacter, text } from "./text.ts";

/** A host name or IPv4 address. Parses to its form in URLs: lower case, punycode, without the trailing dot of the root. */
export const HostName = text({ min: 1, max: 253 }).transform((value, ctx) => {
  const host = toHost(value);
  if (host) return host;
  ctx.addIssue({ code: "custom", message: "must be a host name such as go.example.com", input: value });
  return z.NEVER;
});

function toHost(value: string): string | undefined {
  if (/[/?#@:\\]/.test(value) || hasReplacementCharacter(value)) return undefined;
  const hostname = URL.parse(`http://${value}/`)?.hostname;
  return hostname === undefined || hostNameProblem(hostname) ? undefined : withoutRoot(hostname);
}

const incomplete = "must be a full domain name such as go.example.com";

/** A name that a custom domain can have: at least two labels, not an IP address. */
export const DomainName = HostName.refine(host => host.includes("."), incomplete).refine(
  host => !isAddressHost(host),
  "must be a domain name, not an IP address",
);

/** Top-level names that no DNS has (RFC 6761, RFC 7686, RFC 9476), so that a domain below them can never be verified. */
const namesOutsideDns = /\.(?:invalid|localhost|onion|alt)$/;

/** A domain to be added. Earlier releases accepted more, so that a domain may exist with another name. */
export const NewDomainName = DomainName.refine(host => !namesOutsideDns.test(host), incomplete);
