import ipaddr from "ipaddr.js";
import { z } from "zod";
import { text } from "./text.ts";

/** The name of a host, as a URL has it: lower case, letters of other scripts in punycode, without the dot of the root. */
export const HostName = text({ min: 1, max: 253 }).transform((value, ctx) => {
  const host = /[/?#@:\\]/.test(value) ? undefined : URL.parse(`http://${value}/`)?.hostname.replace(/\.$/, "");
  if (host) return host;
  ctx.addIssue({ code: "custom", message: "is not a host name", input: value });
  return z.NEVER;
});

/** A name below another, which may lead to this service: no address, and none that networks keep for themselves. */
export const DomainName = HostName.refine(host => host.includes("."), "must have a dot in it").refine(
  host => !ipaddr.isValid(host),
  "must be a name, not an address",
);
