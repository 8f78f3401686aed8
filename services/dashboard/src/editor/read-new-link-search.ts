/** First values of the form of a new link, as its address has them. */
export interface NewLinkSearch {
  url?: string;
  code?: string;
  domain?: string;
}

export function readNewLinkSearch(search: Record<string, unknown>): NewLinkSearch {
  const given = (["url", "code", "domain"] as const).flatMap(name =>
    search[name] === undefined ? [] : [[name, String(search[name])]],
  );
  return Object.fromEntries(given);
}
