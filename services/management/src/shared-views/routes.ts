import { toShortUrl } from "@shunt/contracts/links";
import { type Operation, operations } from "@shunt/contracts/operations";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { Express } from "express";
import { type AnalyticsDeps, getBreakdown, getHeatMap, getSeries } from "../analytics/index.ts";
import { writeAudit } from "../audit/index.ts";
import { type Input, type Reply, serve } from "../http/index.ts";
import { findLink } from "../links/index.ts";
import { createSharedView } from "./create-shared-view.ts";
import { type OpenedView, openSharedView } from "./open-shared-view.ts";
import { createRecentAnswers } from "./recent-answers.ts";
import { deleteSharedViewRow, findSharedViews } from "./shared-view-store.ts";
import { toClicksQuery } from "./to-clicks-query.ts";
import { toSharedReport, toSharedViewBody } from "./to-shared-view-body.ts";

export function addSharedViewRoutes(app: Express, context: AnalyticsDeps): void {
  serve(app, context, operations.createSharedView, async (ctx, { actor, body, signal }) => {
    const { view, token } = await createSharedView(ctx, actor, body, signal);
    return { ...toSharedViewBody(view), token, url: new URL(`/shared/${token}`, ctx.config.appUrl).href };
  });
  serve(app, context, operations.listSharedViews, async ({ db }, { actor }) => ({
    items: (await findSharedViews(db, actor.userId)).map(toSharedViewBody),
  }));
  serve(app, context, operations.deleteSharedView, ({ db }, { actor, params: { id } }) =>
    db.transaction().execute(async tx => {
      const view = await deleteSharedViewRow(tx, { id, userId: actor.userId });
      if (!view) throw new Problem("shared-view-not-found");
      const { name, workspaceId } = view;
      await writeAudit(tx, { actor, action: "shared-view.deleted", subjectId: id, workspaceId, details: { name } });
    }),
  );
  addReaderRoutes(app, context);
}

/** Readers share answers, so no reader that leaves may end one; Postgres does after a time. */
const sharedSignal = new AbortController().signal;

function addReaderRoutes(app: Express, context: AnalyticsDeps): void {
  serveReaders(app, context, operations.getSharedReport, async (ctx, { view }) =>
    toSharedReport(view, await findSharedLink(ctx, view.linkId)),
  );
  serveReaders(app, context, operations.getSharedSeries, (ctx, { view, actor }, { interval }) =>
    getSeries(ctx, actor, { ...toClicksQuery(view), interval }, sharedSignal),
  );
  serveReaders(app, context, operations.getSharedBreakdown, (ctx, { view, actor }, { dimension, size }) => {
    if (dimension === "destination" && view.hidesDestinations)
      throw fieldProblem("?dimension", "must not be destination, as the owner of this report hides destinations");
    return getBreakdown(ctx, actor, { ...toClicksQuery(view), dimension, size }, sharedSignal);
  });
  serveReaders(app, context, operations.getSharedHeatMap, (ctx, { view, actor }) =>
    getHeatMap(ctx, actor, toClicksQuery(view), sharedSignal),
  );
}

async function findSharedLink({ db, config }: AnalyticsDeps, id: string | null) {
  const link = id === null ? undefined : await findLink(db, id);
  if (!link) return null;
  return {
    short_url: toShortUrl(link.code, link.domainHost, config.baseUrl),
    title: link.title,
    original_url: link.targetUrl,
  };
}

/** Problems of analytics for a scope that is gone. */
const goneCodes: readonly string[] = ["link-not-found", "tag-not-found", "folder-not-found", "workspace-not-found"];
const answers = createRecentAnswers();

/** Each view has a share of the lane for analytics, so that its readers cannot take that of its owner. */
function serveReaders<const O extends Operation & Pick<typeof operations.getSharedReport, "params" | "auth">>(
  app: Express,
  context: AnalyticsDeps,
  operation: O,
  answer: (context: AnalyticsDeps, opened: OpenedView, query: Input<O>["query"]) => Promise<Reply<O>>,
): void {
  serve(app, context, operation, async (ctx, { params, query }, res) => {
    res.setHeader("X-Robots-Tag", "noindex");
    const opened = await openSharedView(ctx, (params as { token: string }).token);
    const { id } = opened.view;
    return answers.get(`${id} ${operation.path} ${JSON.stringify(query)}`, () =>
      ctx.lanes.questions
        .run(`shared view ${id}`, sharedSignal, () => answer(ctx, opened, query))
        .catch((err: unknown) => {
          throw err instanceof Problem && goneCodes.includes(err.code) ? new Problem("shared-view-not-found") : err;
        }),
    );
  });
}
