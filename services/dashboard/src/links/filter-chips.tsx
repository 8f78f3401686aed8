import { X } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { formatDay } from "../messages/format.ts";
import { Button } from "../ui/button.tsx";
import { isFiltered, withoutFilters } from "./links-search.ts";
import { linksMessages } from "./messages/index.ts";
import type { LinksState, SearchChange } from "./use-links-search.ts";

interface Chip {
  text: string;
  without: SearchChange;
}

/** The filters that are on, each with a press that removes it. */
export function FilterChips({ search, change, set }: LinksState) {
  const t = useMessages(linksMessages);
  if (!isFiltered(search)) return null;
  const { tag = [], folder, domain, state, health, password, unsafe, from, to } = search;
  const chips: (Chip | false)[] = [
    ...tag.map(each => ({
      text: `${t.columns.tags}: ${each}`,
      without: { tag: tag.length > 1 ? tag.filter(other => other !== each) : undefined },
    })),
    folder !== undefined && { text: `${t.columns.folder}: ${folder}`, without: { folder: undefined } },
    domain !== undefined && { text: `${t.columns.domain}: ${domain}`, without: { domain: undefined } },
    state !== undefined && { text: `${t.columns.state}: ${t.states[state]}`, without: { state: undefined } },
    health !== undefined && { text: `${t.health}: ${t.healths[health]}`, without: { health: undefined } },
    password !== undefined && { text: t.passwords[password], without: { password: undefined } },
    unsafe !== undefined && { text: t.warnings[unsafe], without: { unsafe: undefined } },
    from !== undefined && { text: t.createdFrom(formatDay(from)), without: { from: undefined } },
    to !== undefined && { text: t.createdTo(formatDay(to)), without: { to: undefined } },
  ];
  return (
    <div className="flex flex-wrap items-center gap-2">
      {chips.map(
        chip =>
          chip && (
            <button
              key={chip.text}
              type="button"
              aria-label={t.removeFilter(chip.text)}
              onClick={() => change(chip.without)}
              className="inline-flex h-8 max-w-full cursor-pointer items-center gap-1.5 rounded-full border border-line bg-accent-soft px-3 text-sm text-accent"
            >
              <span className="truncate">{chip.text}</span>
              <X size={14} className="shrink-0" aria-hidden />
            </button>
          ),
      )}
      <Button size="small" look="quiet" onPress={() => set(withoutFilters(search))}>
        {t.clearFilters}
      </Button>
    </div>
  );
}
