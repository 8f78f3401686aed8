import { operations } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { Express } from "express";
import { serve } from "../http/index.ts";
import { addDomain } from "./add-domain.ts";
import { deleteDomain } from "./delete-domain.ts";
import type { DomainsDeps } from "./deps.ts";
import { toDomainBody, toVisitorBody } from "./domain-record.ts";
import { getDefaultSettings, isServed } from "./domain-store.ts";
import { getDomain, listDomains } from "./get-domain.ts";
import { updateDefaultDomain, updateDomain } from "./update-domain.ts";
import { verifyDomain } from "./verify-domain.ts";

export function addDomainRoutes(app: Express, context: DomainsDeps): void {
  const baseHost = new URL(context.config.baseUrl).hostname;

  serve(app, context, operations.addDomain, async (ctx, { actor, body }, res) => {
    const domain = toDomainBody(await addDomain(ctx, actor, body));
    res.location(`/api/v1/domains/${domain.host}`);
    return domain;
  });
  serve(app, context, operations.listDomains, async ({ db }, { actor }) => ({
    items: (await listDomains(db, actor)).map(toDomainBody),
  }));
  serve(app, context, operations.askForCertificate, async ({ db }, { query }) => {
    if (query.domain !== baseHost && !(await isServed(db, query.domain))) throw new Problem("domain-not-found");
  });
  serve(app, context, operations.getDomain, async ({ db }, { actor, params }) =>
    toDomainBody(await getDomain(db, actor, params.host)),
  );
  serve(app, context, operations.verifyDomain, async (ctx, { actor, params }) =>
    toDomainBody(await verifyDomain(ctx, actor, params.host)),
  );
  serve(app, context, operations.updateDomain, async (ctx, { actor, params, body }) =>
    toDomainBody(await updateDomain(ctx, actor, params.host, body)),
  );
  serve(app, context, operations.deleteDomain, (ctx, { actor, params }) => deleteDomain(ctx, actor, params.host));
  serve(app, context, operations.getDefaultDomain, async ({ db }) => toVisitorBody(await getDefaultSettings(db)));
  serve(app, context, operations.updateDefaultDomain, async (ctx, { actor, body }) =>
    toVisitorBody(await updateDefaultDomain(ctx, actor, body)),
  );
}
