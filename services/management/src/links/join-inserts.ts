import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { inBatches } from "@shunt/runtime";
import { type InsertedLink, insertLinks, type NewLink } from "./insert-links.ts";

/** Inserts links as `insertLinks` does. */
export type InsertLinks = (links: readonly NewLink[]) => Promise<readonly InsertedLink[]>;

/** Inserts the links of requests that come at the same time by one statement. */
export function joinInserts(db: Db): InsertLinks {
  const insert = inBatches<NewLink, Outcome>(links => insertOfMany(db, links));
  return async links => {
    const outcomes = await Promise.all(links.map(insert));
    const refusal = outcomes.find(outcome => outcome.kind === "refused");
    if (refusal) throw refusal.err;
    return outcomes.flatMap(outcome => (outcome.kind === "inserted" ? outcome.link : []));
  };
}

type Outcome = { kind: "inserted"; link: InsertedLink } | { kind: "taken" } | { kind: "refused"; err: Problem };

/** What is refused for one link is refused to that one alone. */
async function insertOfMany(db: Db, links: readonly NewLink[]): Promise<Outcome[]> {
  try {
    const inserted = new Map((await insertLinks(db, links)).map(each => [each.link.id, each]));
    return links.map(({ id }) => toOutcome(inserted.get(id)));
  } catch (err) {
    if (!(err instanceof Problem)) throw err;
    if (links.length === 1) return [{ kind: "refused", err }];
    return (await Promise.all(links.map(link => insertOfMany(db, [link])))).flat();
  }
}

function toOutcome(link: InsertedLink | undefined): Outcome {
  return link ? { kind: "inserted", link } : { kind: "taken" };
}
