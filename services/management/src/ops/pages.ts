import { resolve } from "node:path";
import { Problem } from "@shunt/contracts/problem";
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, Router } from "express";
import { endSessionsOf } from "../auth/index.ts";
import { handleProblem, rejectCrossSiteRequests } from "../http/index.ts";
import type { OpsDeps } from "./deps.ts";
import { createFormToken } from "./form-token.ts";
import { createOpsCookie, findOperator, type Operator } from "./ops-session.ts";
import { sendOverviewPage } from "./overview-page.ts";
import { boardPolicy, createQueueBoard } from "./queue-board.ts";
import { overviewPath, sendSignInPage, showProblemPage, signIn, signInPath } from "./sign-in-page.ts";
import { watchOverview } from "./watch-overview.ts";

const assets = resolve(import.meta.dirname, "../../assets/ops");

export function addOpsPages(app: Express, context: OpsDeps): void {
  const { appUrl } = context.config;
  const session = createOpsCookie(appUrl);
  const formToken = createFormToken(appUrl);
  const deps = { session, formToken };
  const find = (req: Request) => findOperator(context, session, req);

  const router = Router();
  router.use("/assets", express.static(assets, { index: false, redirect: false }));
  router.use(rejectCrossSiteRequests(appUrl));
  router.get("/sign-in", async (req, res) => {
    if (await find(req)) res.redirect(303, overviewPath);
    else sendSignInPage(deps, req, res);
  });
  router.post("/sign-in", (req, res) => signIn(context, deps, req, res));
  router.use(requireOperator(find));
  router.get("/", (req, res) => sendOverviewPage(res, operatorOf(res), formToken.toField(req, res)));
  router.get("/live", (req, res) => {
    const mayGoOn = () => find(req).then(isSame(operatorOf(res)), () => false);
    return watchOverview(context, operatorOf(res).id, mayGoOn, res);
  });
  router.use(requireConfirmed);
  router.post("/sign-out", async (req, res) => {
    formToken.check(req, await context.bodies.readForm(req, res));
    const { id, sessionId } = operatorOf(res);
    await endSessionsOf(context, id, { only: sessionId });
    session.clear(res);
    res.redirect(303, signInPath);
  });
  router.use("/queues", withoutBody, setPolicy(boardPolicy), createQueueBoard(context.boardQueues));
  router.use(() => {
    throw new Problem("not-found");
  });
  router.use(showProblem(context));
  app.use(overviewPath, router);
}

function operatorOf(res: { locals: Record<string, unknown> }): Operator {
  return res.locals.operator as Operator;
}

function isSame({ sessionId }: Operator) {
  return (operator: Operator | undefined) => operator?.sessionId === sessionId;
}

/** Redirects browsers to the sign-in page and answers other clients with a problem. */
function requireOperator(find: (req: Request) => Promise<Operator | undefined>): RequestHandler {
  return async (req, res, next) => {
    const operator = await find(req);
    res.locals.operator = operator;
    if (operator) {
      next();
      return;
    }
    if (req.method !== "GET" || !wantsPage(req)) throw new Problem("not-authenticated", `Sign in at ${signInPath}`);
    res.redirect(303, signInPath);
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
    else showProblemPage(context, err, req, res);
  };
}

function wantsPage(req: Request): boolean {
  return req.accepts(["application/json", "text/html"]) === "text/html";
}
