import { Problem } from "@shunt/contracts/problem";
import { inBatches } from "@shunt/runtime";
import { system } from "../../access/index.ts";
import type { ChangeDeps } from "../../changes/index.ts";
import { changeLinks } from "../change/change-links.ts";
import type { LinkRecord } from "../link-record.ts";
import type { InsertLinks } from "./insert-drafts.ts";
import type { NewLink } from "./insert-links.ts";

/** Inserts the links of concurrent requests together. */
export function batchInserts(deps: ChangeDeps): InsertLinks {
  const insert = inBatches<NewLink, Outcome>(links => insertBatch(deps, links));
  return async links => {
    const outcomes = await Promise.all(links.map(insert));
    const refusal = outcomes.find(outcome => outcome.kind === "refused");
    if (refusal) throw refusal.err;
    return outcomes.flatMap(outcome => (outcome.kind === "inserted" ? outcome.link : []));
  };
}

type Outcome = { kind: "inserted"; link: LinkRecord } | { kind: "taken" } | { kind: "refused"; err: Problem };

/**
 * Links with a webhook need an event in the same transaction. All others are inserted by one statement without a
 * transaction.
 */
async function insertBatch(deps: ChangeDeps, newLinks: readonly NewLink[]): Promise<Outcome[]> {
  const outcomes = await insertTogether(newLinks, links =>
    changeLinks(deps, system, changes => changes.createWithoutWebhooks(links), { isOneStatement: true }),
  );
  const others = newLinks.filter((_, position) => outcomes[position]?.kind === "taken");
  if (others.length === 0) return outcomes;
  const otherOutcomes = await insertTogether(others, links =>
    changeLinks(deps, system, changes => changes.create(links)),
  );
  const byId = new Map(others.map(({ id }, position) => [id, otherOutcomes[position]]));
  return newLinks.map(({ id }, position) => byId.get(id) ?? (outcomes[position] as Outcome));
}

/** After a failure, retries links one by one, so that a rejected link does not affect the others. */
async function insertTogether(
  newLinks: readonly NewLink[],
  insert: (links: readonly NewLink[]) => Promise<{ links: ReadonlyMap<string, LinkRecord> }>,
): Promise<Outcome[]> {
  try {
    const { links } = await insert(newLinks);
    return newLinks.map(({ id }) => toOutcome(links.get(id)));
  } catch (err) {
    if (!(err instanceof Problem)) throw err;
    if (newLinks.length === 1) return [{ kind: "refused", err }];
    return (await Promise.all(newLinks.map(link => insertTogether([link], insert)))).flat();
  }
}

function toOutcome(link: LinkRecord | undefined): Outcome {
  return link ? { kind: "inserted", link } : { kind: "taken" };
}
