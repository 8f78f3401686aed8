import { z } from "zod";

/** Whether a URL is one of `http` or `https`. All others open another program than the browser. */
export function isWebUrl(href: string): boolean {
  return href.startsWith("https:") || href.startsWith("http:");
}

/** The schemes of destinations besides `http` and `https`, in lower case. */
export type Schemes = ReadonlySet<string>;

export const noSchemes: Schemes = new Set();

/** Whether a link may lead to a URL: it is a web URL, or the operator has allowed its scheme. */
export function hasAllowedScheme(href: string, allowed: Schemes): boolean {
  return isWebUrl(href) || allowed.has(href.slice(0, href.indexOf(":")));
}

/**
 * Schemes that no setting allows: they run code in the browser, read files or the browser's own pages, or hold a URL of
 * another scheme.
 */
const dangerous: Schemes = new Set(
  `javascript data vbscript livescript file filesystem blob about view-source intent jar resource chrome chrome-extension moz-extension
   edge brave opera ms-browser-extension safari-web-extension wyciwyg feed content ws wss`.split(/\s+/),
);

export function isDangerousScheme(scheme: string): boolean {
  return dangerous.has(scheme);
}

/** RFC 3986, 3.1. */
const form = /^[a-z][a-z0-9+.-]{0,49}$/;
const maxSchemes = 100;

/** Parses the operator's list of schemes, separated by commas. A colon behind a scheme is ignored. */
export const AllowedSchemes = z.string().transform((list, ctx): Schemes => {
  const schemes = list.split(",").flatMap(each => each.trim().replace(/:$/, "").toLowerCase() || []);
  const refuse = (message: string) => ctx.addIssue({ code: "custom", message });
  for (const scheme of schemes) {
    if (!form.test(scheme)) refuse("must hold schemes such as mailto, tel or myapp, separated by commas");
    else if (dangerous.has(scheme)) refuse(`must not hold ${scheme}, which is never safe as a destination`);
  }
  if (schemes.length > maxSchemes) refuse(`must hold at most ${maxSchemes} schemes`);
  return new Set(schemes);
});
