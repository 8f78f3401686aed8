import { type ClickSearch, readClickSearch } from "../click-filters.ts";

/** As many as the API compares. */
export const maxCompared = 20;

export interface CompareSearch extends ClickSearch {
  /** Ids of links. */
  link?: string[];
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads links, period and filters of an address; drops what does not fit. */
export function readCompareSearch(search: Record<string, unknown>): CompareSearch {
  const ids = [search.link ?? []].flat().map(String);
  const links = [...new Set(ids)].filter(id => uuid.test(id)).slice(0, maxCompared);
  return { ...readClickSearch(search), ...(links.length > 0 && { link: links }) };
}
