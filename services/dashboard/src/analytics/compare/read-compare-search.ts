import { toId } from "../../app/read-search.ts";
import { type ClickSearch, readClickSearch } from "../click-filters.ts";

/** As many as the API compares. */
export const maxCompared = 20;

export interface CompareSearch extends ClickSearch {
  /** Ids of links. */
  link?: string[];
}

/** Reads links, period and filters of an address; drops what does not fit. */
export function readCompareSearch(search: Record<string, unknown>): CompareSearch {
  const ids = [search.link].flat().flatMap(id => toId(id) ?? []);
  const links = [...new Set(ids)].slice(0, maxCompared);
  return { ...readClickSearch(search), ...(links.length > 0 && { link: links }) };
}
