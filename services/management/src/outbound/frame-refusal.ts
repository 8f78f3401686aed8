/** Headers of a page that decide whether browsers show it in a frame. */
export interface PageHeaders {
  get(name: string): string | null;
}

/**
 * Why browsers would not show a page in a frame on a page of `short`; undefined if they would. `frame-ancestors` takes
 * precedence over `X-Frame-Options` (https://www.w3.org/TR/CSP3/#directive-frame-ancestors).
 *
 * @returns the end of the sentence "The page …"
 */
export function findFrameRefusal(headers: PageHeaders, short: URL): string | undefined {
  const ancestors = toAncestors(headers.get("content-security-policy") ?? "");
  if (ancestors.length > 0) {
    const refuses = ancestors.some(sources => !sources.some(source => matches(source, short)));
    return refuses ? "forbids frames on other sites (Content-Security-Policy: frame-ancestors)" : undefined;
  }
  const options = (headers.get("x-frame-options") ?? "").toLowerCase().split(",");
  const refuses = options.some(option => option.trim() === "deny" || option.trim() === "sameorigin");
  return refuses ? "forbids frames on other sites (X-Frame-Options)" : undefined;
}

/** The sources of each `frame-ancestors`. Several policies, joined by commas, must all allow a page. */
function toAncestors(policies: string): string[][] {
  return policies
    .toLowerCase()
    .split(/[,;]/)
    .map(directive => directive.trim().split(/\s+/))
    .filter(([name]) => name === "frame-ancestors")
    .map(([, ...sources]) => sources);
}

const hostSource = /^(?:(https?):\/\/)?(\*\.)?([^/:*]+)(?::(\d+|\*))?(?:\/.*)?$/;

/** @param source in lower case */
function matches(source: string, short: URL): boolean {
  if (source === "*" || source === short.protocol) return true;
  const [, scheme, wildcard, host = "", port] = hostSource.exec(source) ?? [];
  if (scheme !== undefined && `${scheme}:` !== short.protocol && scheme !== "http") return false;
  const isHost = wildcard === undefined ? short.hostname === host : short.hostname.endsWith(`.${host}`);
  return isHost && (port === "*" || (port ?? "") === short.port);
}
