import { z } from "zod";
import { readNamedCode } from "../pasted-code.ts";
import { parseShortUrl } from "../short-url.ts";
import { trimInvisible } from "../trim-invisible.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A reference to a link. An id also has the form of a code. */
export interface LinkRef {
  text: string;
  id: string | undefined;
  code: string;
  /** Host of a short URL; undefined for a bare code or id. */
  host: string | undefined;
}

/** A reference to the link that visitors of a URL reach, which may have a path behind the code. */
export interface VisitedLink extends LinkRef {
  /** Empty if only a part of the path can be a code. */
  code: string;
  /** Of a short URL, percent-encoded; undefined for a bare code. */
  path: string | undefined;
}

export const LinkRef = z
  .string()
  .max(2_048)
  .transform((given, ctx): LinkRef => {
    const { path: _path, ...ref } = readLink(given);
    if (ref.code !== "") return ref;
    ctx.addIssue({ code: "custom", message: "must be the id of a link, a short code or a short URL", input: given });
    return z.NEVER;
  })
  .describe("The link's id, one of its codes, or its short URL. In a path, percent-encode the slashes of a short URL.");

export const VisitedLink = z
  .string()
  .max(2_048)
  .transform((given, ctx): VisitedLink => {
    const visited = readLink(given);
    if (visited.code !== "" || (visited.path ?? "/") !== "/") return visited;
    ctx.addIssue({ code: "custom", message: "must be a short URL or a short code", input: given });
    return z.NEVER;
  })
  .describe("The short URL, also with a path behind its code, or the code.");

function readLink(given: string): VisitedLink {
  const text = trimInvisible(given);
  const shortUrl = parseShortUrl(text);
  const code = (shortUrl ? shortUrl.code : readNamedCode(text)) ?? "";
  const id = uuid.test(text) ? text.toLowerCase() : undefined;
  return { text, id, code, host: shortUrl?.host, path: shortUrl && `/${shortUrl.path}` };
}

export const LinkParams = z.strictObject({ id: LinkRef });
export const ShortCodeParams = z.strictObject({ short_code: LinkRef });
