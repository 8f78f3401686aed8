import { type ProblemCode, problems } from "@shunt/contracts/problem";
import { toLook } from "@shunt/pages";
import { html } from "@shunt/runtime";
import type { Request, Response } from "express";
import { beginProblem, sendPage } from "../http/index.ts";
import type { OpsDeps } from "./deps.ts";
import { toDashboardPage } from "./to-dashboard-page.ts";

/** In English, as are the queues and the documentation. */
const look = toLook("", null);

const explanations: Partial<Record<ProblemCode, string>> = {
  "foreign-request": "Nothing was changed. Open the page again and repeat the action there.",
  internal: "This is our fault, not yours. Please try again.",
  unavailable:
    "Postgres does not respond, so sessions cannot be checked. The operations page of the dashboard still opens in browsers that were signed in before. Elsewhere, use the command shunt doctor.",
};

/** Explains a problem to the operator. */
export function sendProblemPage({ log, config }: OpsDeps, err: unknown, req: Request, res: Response): void {
  const { code } = beginProblem(log, err, req, res);
  const content = html`<p>${explanations[code] ?? ""}</p>
<p><a href="${toDashboardPage(config.appUrl)}">Operations</a></p>`;
  sendPage(res, look, { title: problems[code].title, content });
}
