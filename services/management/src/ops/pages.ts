import { Problem } from "@shunt/contracts/problem";
import { type ErrorRequestHandler, type Express, type Request, type RequestHandler, Router } from "express";
import { handleProblem, rejectCrossSiteRequests } from "../http/index.ts";
import type { OpsDeps } from "./deps.ts";
import { createOpsCookie, findOperator, type Operator } from "./ops-session.ts";
import { sendProblemPage } from "./problem-page.ts";
import { boardPolicy, createQueueBoard } from "./queue-board.ts";
import { toDashboardPage } from "./to-dashboard-page.ts";
import { watchOverview } from "./watch-overview.ts";

/** Addresses of pages that this service had before the dashboard. */
const formerPages = ["/", "/sign-in", "/sign-out"];

/** Serves the queues, and the overview's stream for browsers whose access token cannot be checked, by a cookie. */
export function addOpsPages(app: Express, context: OpsDeps): void {
  const { appUrl } = context.config;
  const session = createOpsCookie(appUrl);
  const find = (req: Request) => findOperator(context, session, req);

  const router = Router();
  router.all(formerPages, (_req, res) => res.redirect(303, toDashboardPage(appUrl)));
  router.use(rejectCrossSiteRequests(appUrl));
  router.use(requireOperator(find, appUrl));
  router.get("/live", (req, res) => {
    const mayGoOn = () => find(req).then(isSame(operatorOf(res)), () => false);
    return watchOverview(context, operatorOf(res).id, mayGoOn, res);
  });
  router.use(requireConfirmed);
  router.use("/queues", withoutBody, setPolicy(boardPolicy), createQueueBoard(context.boardQueues, appUrl));
  router.use(() => {
    throw new Problem("not-found");
  });
  router.use(showProblem(context));
  app.use("/ops", router);
}

function operatorOf(res: { locals: Record<string, unknown> }): Operator {
  return res.locals.operator as Operator;
}

function isSame({ sessionId }: Operator) {
  return (operator: Operator | undefined) => operator?.sessionId === sessionId;
}

/** Redirects browsers to the dashboard, which gives administrators the cookie, and answers other clients with a problem. */
function requireOperator(find: (req: Request) => Promise<Operator | undefined>, appUrl: string): RequestHandler {
  return async (req, res, next) => {
    const operator = await find(req);
    res.locals.operator = operator;
    if (operator) {
      next();
      return;
    }
    const page = toDashboardPage(appUrl);
    if (req.method !== "GET" || !wantsPage(req)) throw new Problem("not-authenticated", `Sign in at ${page}`);
    res.redirect(303, page);
  };
}

/** A remembered operator sees the overview, and nothing that changes or lists data. */
const requireConfirmed: RequestHandler = (_req, res, next) => {
  if (operatorOf(res).isRemembered) throw new Problem("unavailable", "The database does not respond");
  next();
};

/**
 * The board's own parser would read bodies without our limits; without a media type, it reads none. No action needs a
 * body.
 */
const withoutBody: RequestHandler = (req, _res, next) => {
  delete req.headers["content-type"];
  next();
};

function setPolicy(policy: string): RequestHandler {
  return (_req, res, next) => {
    res.set({ "Content-Security-Policy": policy, "Cache-Control": "no-store" });
    next();
  };
}

function showProblem(context: OpsDeps): ErrorRequestHandler {
  const sendProblem = handleProblem(context.log);
  return (err: unknown, req, res, next) => {
    if (res.headersSent || !wantsPage(req)) void sendProblem(err, req, res, next);
    else sendProblemPage(context, err, req, res);
  };
}

function wantsPage(req: Request): boolean {
  return req.accepts(["application/json", "text/html"]) === "text/html";
}
