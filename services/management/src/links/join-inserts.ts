import { Problem } from "@shunt/contracts";
import { inBatches } from "@shunt/runtime";
import type { Context } from "../context.ts";
import { emitLinkEvents } from "../webhooks/emit-link-events.ts";
import { type InsertedLink, insertLinks, type NewLink } from "./insert-links.ts";

/** Inserts links as `insertLinks` does, with their events. */
export type InsertLinks = (links: readonly NewLink[]) => Promise<readonly InsertedLink[]>;

type Deps = Pick<Context, "db" | "config">;

/** Inserts the links of requests that come at the same time in one transaction. */
export function joinInserts(deps: Deps): InsertLinks {
  const insert = inBatches<NewLink, Outcome>(links => insertOfMany(deps, links));
  return async links => {
    const outcomes = await Promise.all(links.map(insert));
    const refusal = outcomes.find(outcome => outcome.kind === "refused");
    if (refusal) throw refusal.err;
    return outcomes.flatMap(outcome => (outcome.kind === "inserted" ? outcome.link : []));
  };
}

type Outcome = { kind: "inserted"; link: InsertedLink } | { kind: "taken" } | { kind: "refused"; err: Problem };

/** What is refused for one link is refused to that one alone. */
async function insertOfMany(deps: Deps, links: readonly NewLink[]): Promise<Outcome[]> {
  try {
    const inserted = new Map((await insertWithEvents(deps, links)).map(each => [each.link.id, each]));
    return links.map(({ id }) => toOutcome(inserted.get(id)));
  } catch (err) {
    if (!(err instanceof Problem)) throw err;
    if (links.length === 1) return [{ kind: "refused", err }];
    return (await Promise.all(links.map(link => insertOfMany(deps, [link])))).flat();
  }
}

function toOutcome(link: InsertedLink | undefined): Outcome {
  return link ? { kind: "inserted", link } : { kind: "taken" };
}

async function insertWithEvents({ db, config }: Deps, links: readonly NewLink[]): Promise<InsertedLink[]> {
  return db.transaction().execute(async tx => {
    const inserted = await insertLinks(tx, links);
    const wanted = inserted.filter(({ hasWebhook }) => hasWebhook).map(({ link }) => link);
    await emitLinkEvents(tx, { config }, "link.created", wanted);
    return inserted;
  });
}
