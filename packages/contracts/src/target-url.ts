import { isPublicHost } from "./public-host.ts";
import { isDangerousScheme, isWebUrl } from "./url-scheme.ts";
import { checkedUrl, notOfWeb, webProblem, webUrl } from "./web-url.ts";

/** Longest destination in characters of its WHATWG href. */
export const maxTargetLength = 8192;

/** A page on the public internet. */
export const TargetUrl = webUrl(maxTargetLength, publicProblem);

/**
 * Where a link may lead: a page on the public internet, or another program by a scheme such as `mailto`. Management checks
 * that the operator allows the scheme.
 */
export const DestinationUrl = checkedUrl(maxTargetLength, (url, text) =>
  isWebUrl(url.href) ? (webProblem(url) ?? publicProblem(url)) : otherProblem(url, text),
);

function publicProblem({ hostname }: URL): string | undefined {
  return isPublicHost(hostname) ? undefined : "must lead to the public internet";
}

/** The URL parser removes tabs and line ends anywhere, and keeps blanks behind schemes without `//`. */
function otherProblem({ href, protocol, username, password }: URL, text: string): string | undefined {
  const scheme = protocol.slice(0, -1);
  if (isDangerousScheme(scheme)) return notOfWeb;
  if (/[\t\n\r]/.test(text)) return "must not contain tabs or line ends";
  if (href === protocol) return `must have something after ${protocol}`;
  if (username || password) return "must not contain a user name or password";
  return /^[!-~]+$/.test(href) ? undefined : "must not contain blanks; use %20";
}
