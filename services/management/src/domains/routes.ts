import type { DomainQuery } from "@shunt/contracts/domains";
import { operations } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { Express } from "express";
import { actIn } from "../access/index.ts";
import { fromHostCursor, serve, toListPage } from "../http/index.ts";
import { addDomain } from "./add-domain.ts";
import { deleteDomain } from "./delete-domain.ts";
import type { DomainsDeps } from "./deps.ts";
import { toDomainBody, toVisitorBody } from "./domain-record.ts";
import { getDefaultSettings, isServed } from "./domain-store.ts";
import { type DomainName, getDomain, listDomains } from "./get-domain.ts";
import { listAllDomains, notifyOfRelease, removeDomain } from "./release/index.ts";
import { updateDefaultDomain, updateDomain } from "./update-domain.ts";
import { verifyDomain } from "./verify-domain.ts";

export function addDomainRoutes(app: Express, context: DomainsDeps): void {
  const baseHost = new URL(context.config.baseUrl).hostname;

  serve(app, context, operations.addDomain, async (ctx, { actor, body }, res) => {
    const creator = actIn(actor, body.workspace_id, "edit", "domain");
    const domain = toDomainBody(await addDomain(ctx, creator, body));
    res.location(`/api/v1/domains/${domain.host}`);
    return domain;
  });
  serve(app, context, operations.listDomains, async ({ db }, { actor }) => ({
    items: (await listDomains(db, actor)).map(toDomainBody),
  }));
  serve(app, context, operations.askForCertificate, async ({ db }, { query }) => {
    if (query.domain !== baseHost && !(await isServed(db, query.domain))) throw new Problem("domain-not-found");
  });
  serve(app, context, operations.getDomain, async ({ db }, { actor, params, query }) =>
    toDomainBody(await getDomain(db, actor, toName(params, query))),
  );
  serve(app, context, operations.verifyDomain, async (ctx, { actor, params, query }) =>
    toDomainBody(await verifyDomain(ctx, actor, toName(params, query))),
  );
  serve(app, context, operations.updateDomain, async (ctx, { actor, params, query, body }) =>
    toDomainBody(await updateDomain(ctx, actor, toName(params, query), body)),
  );
  serve(app, context, operations.deleteDomain, (ctx, { actor, params, query }) =>
    deleteDomain(ctx, actor, toName(params, query)),
  );
  serve(app, context, operations.listAllDomains, async ({ db }, { query }) => {
    const paging = { after: fromHostCursor(query.cursor), limit: query.size + 1 };
    return toListPage(await listAllDomains(db, query, paging), query.size, ({ host }) => host);
  });
  serve(app, context, operations.removeDomain, async (ctx, { actor, params }) => {
    notifyOfRelease(ctx, await removeDomain(ctx, actor, params.host), "removed by an administrator");
  });
  serve(app, context, operations.getDefaultDomain, async ({ db }) => toVisitorBody(await getDefaultSettings(db)));
  serve(app, context, operations.updateDefaultDomain, async (ctx, { actor, body }) =>
    toVisitorBody(await updateDefaultDomain(ctx, actor, body)),
  );
}

function toName({ host }: { host: string }, { workspace_id }: DomainQuery): DomainName {
  return { host, workspaceId: workspace_id };
}
