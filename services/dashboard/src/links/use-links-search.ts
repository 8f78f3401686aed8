import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { type LinksSearch, type Question, toQuestion } from "./links-search.ts";

/** A field set to undefined leaves the address. */
export type SearchChange = { [K in keyof LinksSearch]?: LinksSearch[K] | undefined };

export interface LinksState {
  search: LinksSearch;
  /** Always the same object for the same question. */
  question: Question;
  /** @param replaces the entry of the history, as for each letter of a search */
  change: (changes: SearchChange, replaces?: boolean) => void;
  /** Leaves everything out that is not given. */
  set: (search: LinksSearch) => void;
}

/** The state of the page, which its address has. */
export function useLinksSearch(): LinksState {
  const search = useSearch({ from: "/members/links" });
  const navigate = useNavigate();
  const key = JSON.stringify(toQuestion(search));
  const question = useMemo((): Question => JSON.parse(key), [key]);
  const steps = useMemo(
    () => ({
      change: (changes: SearchChange, replace = false) =>
        void navigate({ to: "/links", search: before => merge(before, changes), replace }),
      set: (next: LinksSearch) => void navigate({ to: "/links", search: next }),
    }),
    [navigate],
  );
  return { search, question, ...steps };
}

function merge(before: LinksSearch, changes: SearchChange): LinksSearch {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined));
}
