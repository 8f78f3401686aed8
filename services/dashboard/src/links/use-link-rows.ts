import type { Link, LinkPage } from "@shunt/contracts/links";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { queryClient } from "../api/query-client.ts";
import { leavingLinks } from "./bulk/leaving-links.ts";
import { forgetFarPages, pageQuery } from "./link-pages.ts";
import type { Question } from "./links-search.ts";
import { findPages, findRow } from "./row-positions.ts";
import { useSettled } from "./use-settled.ts";
import { useSparklines } from "./use-sparklines.ts";

/** A list that is dragged past pages does not ask for them. */
const settleMs = 100;

export interface LinkRows {
  /** Links that match; undefined until the first answer. */
  total: number | undefined;
  /** The link at a place of the list; undefined while its page is on its way. */
  rowAt: (index: number) => Link | undefined;
  /** Whether the rows still answer the question before. */
  isOutdated: boolean;
  error: Error | null;
  retry: () => void;
  /** Clicks per day of the links on the screen, by id. */
  points: ReadonlyMap<string, readonly number[]>;
  /** Loads the pages of the rows on the screen. */
  show: (first: number, last: number) => void;
  /** Loads the links of a range of rows. */
  loadRange: (first: number, last: number) => Promise<Link[]>;
}

/** The rows of a question. While the first page of a new question loads, those of the one before stay. */
export function useLinkRows(asked: Question): LinkRows {
  const first = useQuery(pageQuery(asked, 0));
  const question = useAnswered(asked, first.data !== undefined);
  const leaving = leavingLinks.useIds();
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const wanted = useSettled(range, settleMs);
  const loaded = useQueries({
    queries: [0, ...wantedPages(wanted)].map(index => pageQuery(question, index)),
    combine: results => results.map(({ data, error, refetch }) => ({ data, error, refetch })),
  });
  const pages = useMemo(() => {
    const numbers = [0, ...wantedPages(wanted)];
    return new Map(
      loaded.flatMap(({ data }, i): [number, LinkPage][] =>
        data ? [[numbers[i] ?? 0, withoutLinks(data, leaving)]] : [],
      ),
    );
  }, [loaded, wanted, leaving]);
  const lengths = useMemo(() => new Map([...pages].flatMap(([n, page]) => toLength(n, page, pages))), [pages]);
  useEffect(() => forgetFarPages(question, wantedPages(wanted)), [question, wanted]);

  const rowAt = useCallback(
    (index: number) => {
      const { page, place } = findRow(index, lengths);
      return pages.get(page)?.items[place];
    },
    [pages, lengths],
  );
  const show = useCallback(
    (from: number, to: number) => {
      const numbers = findPages(from, to, lengths);
      const [start = 0, end = 0] = [numbers[0], numbers.at(-1)];
      setRange(before => (before[0] === start && before[1] === end ? before : [start, end]));
    },
    [lengths],
  );
  const loadRange = async (from: number, to: number) => {
    const numbers = findPages(from, to, lengths);
    const found: LinkPage[] = [];
    // One after the other, as each page begins where the one before ends.
    for (const number of numbers) found.push(await queryClient.ensureQueryData(pageQuery(question, number)));
    const all = new Map(numbers.map((number, i) => [number, withoutLinks(found[i] as LinkPage, leaving)]));
    return Array.from({ length: to - from + 1 }, (_, i) => findRow(from + i, lengths)).flatMap(
      ({ page, place }) => all.get(page)?.items[place] ?? [],
    );
  };
  const points = useSparklines(loaded.flatMap(({ data }) => data ?? []));
  const failed = loaded.find(({ error }) => error);
  return {
    total: toTotal(pages.get(0), leaving),
    rowAt,
    isOutdated: question !== asked,
    error: first.error ?? failed?.error ?? null,
    retry: () => void (first.error ? first.refetch() : failed?.refetch()),
    points,
    show,
    loadRange,
  };
}

/** The question whose rows are shown. */
function useAnswered(asked: Question, isAnswered: boolean): Question {
  const [answered, setAnswered] = useState(asked);
  if (isAnswered && answered !== asked) setAnswered(asked);
  return isAnswered ? asked : answered;
}

function wantedPages([from, to]: readonly [number, number]): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(page => page > 0);
}

/** The question decides how many of the leaving links are in it; people delete what they see. */
function toTotal(first: LinkPage | undefined, leaving: ReadonlySet<string>): number | undefined {
  return first && Math.max(first.items.length, (first.total ?? 0) - leaving.size);
}

/** Links that are about to be deleted are gone for people. */
function withoutLinks(page: LinkPage, leaving: ReadonlySet<string>): LinkPage {
  const items = page.items.filter(({ id }) => !leaving.has(id));
  return { ...page, items };
}

/** The last page is as long as it is. */
function toLength(number: number, { items }: LinkPage, pages: ReadonlyMap<number, LinkPage>): [number, number][] {
  const total = pages.get(0)?.total ?? Number.POSITIVE_INFINITY;
  const isLast = (number + 1) * 100 >= total;
  return isLast ? [] : [[number, items.length]];
}
