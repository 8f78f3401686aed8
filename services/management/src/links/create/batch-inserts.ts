import { Problem } from "@shunt/contracts/problem";
import { inBatches } from "@shunt/runtime";
import { system } from "../../access/index.ts";
import type { ChangeDeps } from "../../changes/index.ts";
import { changeLinks } from "../change/change-links.ts";
import type { LinkRecord } from "../link-record.ts";
import type { InsertLinks } from "./insert-drafts.ts";
import type { NewLink } from "./insert-links.ts";

/** Inserts the links of concurrent requests in one transaction. */
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

/** Retries links one by one if the batch fails, so that a rejected link does not affect the others. */
async function insertBatch(deps: ChangeDeps, newLinks: readonly NewLink[]): Promise<Outcome[]> {
  try {
    const { links: inserted } = await changeLinks(deps, system, links => links.create(newLinks));
    return newLinks.map(({ id }) => toOutcome(inserted.get(id)));
  } catch (err) {
    if (!(err instanceof Problem)) throw err;
    if (newLinks.length === 1) return [{ kind: "refused", err }];
    return (await Promise.all(newLinks.map(link => insertBatch(deps, [link])))).flat();
  }
}

function toOutcome(link: LinkRecord | undefined): Outcome {
  return link ? { kind: "inserted", link } : { kind: "taken" };
}
