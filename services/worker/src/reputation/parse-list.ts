import { toBlockableName } from "@shunt/contracts/values";

export interface ListEntry {
  host: string;
  /** Empty for the whole host and its subdomains. Begins with the port if the entry has one, else with `/`. */
  prefix: string;
}

export interface BlockList {
  entries: ListEntry[];
  /** Number of lines that are neither an entry nor a comment. */
  invalid: number;
}

/** Reads one entry per line: a host, or the beginning of a URL with or without scheme. `#` begins a comment. */
export function parseList(text: string): BlockList {
  const entries = new Map<string, ListEntry>();
  let invalid = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const comment = line.search(/(?:^|\s)#/);
    const content = (comment < 0 ? line : line.slice(0, comment)).trim();
    if (content === "") continue;
    const entry = toEntry(content);
    if (entry) entries.set(`${entry.host} ${entry.prefix}`, entry);
    else invalid += 1;
  }
  return { entries: [...entries.values()], invalid };
}

function toEntry(content: string): ListEntry | undefined {
  if (/\s/.test(content)) return undefined;
  const withoutScheme = content.replace(/^https?:\/\//i, "");
  const url = URL.parse(`https://${withoutScheme}`);
  if (!url || url.username || url.password) return undefined;
  const host = toBlockableName(url);
  // A name of one label would list a whole top-level domain.
  if (!/[.:]/.test(host)) return undefined;
  const rest = toComparable(url);
  const isWhole = rest === "/" && url.port === "";
  return { host, prefix: isWhole ? "" : toPrefix(url.port, rest) };
}

function toPrefix(port: string, rest: string): string {
  return port === "" ? rest : `:${port}${rest}`;
}

/** The texts of a URL behind its host that prefixes are compared with. */
export function toRests(url: URL): string[] {
  const rest = toComparable(url);
  return url.port === "" ? [rest] : [rest, toPrefix(url.port, rest)];
}

/**
 * Path and query in the one spelling that is compared, because servers answer all of them alike: no needless percent-encoding (RFC 3986,
 * 6.2.2), and no empty segments.
 */
function toComparable({ pathname, search }: URL): string {
  return decodeNeedless(pathname).replace(/\/{2,}/g, "/") + decodeNeedless(search);
}

function decodeNeedless(text: string): string {
  return text.replace(/%([\da-f]{2})/gi, (encoded, hex) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[!-$&-~]/.test(character) ? character : encoded.toUpperCase();
  });
}
