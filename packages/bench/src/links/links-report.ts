import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import type { LinksRound } from "./run-links.ts";

/** Medians of the rounds. */
export function toLinksReport(rounds: readonly LinksRound[]): string {
  const of = (read: (round: LinksRound) => number) => median(rounds.map(read));
  const row = (name: string, perSecond: number, limit: number) => [
    name,
    Math.round(perSecond).toLocaleString("en"),
    (perSecond / limit).toFixed(2),
  ];
  const [bare, bareInsert] = [of(round => round.barePerSecond), of(round => round.bareInsertPerSecond)];
  return toTable(
    ["", "links/s", "of its limit"],
    [
      row("bare Express route, one insert", bare, bare),
      row(
        "POST /api/v1/urls",
        of(round => round.createPerSecond),
        bare,
      ),
      row("bare insert of 10,000 links and codes", bareInsert, bareInsert),
      row(
        "POST /api/v1/urls/bulk, 10,000 rows",
        of(round => round.bulkPerSecond),
        bareInsert,
      ),
    ],
  );
}
