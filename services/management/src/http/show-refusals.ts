import type { ProblemCode } from "@shunt/contracts/problem";
import { en, type Messages } from "@shunt/pages";
import { html, type Logger } from "@shunt/runtime";
import type { ErrorRequestHandler } from "express";
import { beginProblem } from "./handle-problem.ts";
import { type PageContent, sendPage, toPageLook } from "./page.ts";

type Refusal = keyof Messages["refusals"];

interface RefusalPages extends Pick<PageContent, "referrerPolicy"> {
  /** Texts of these pages that replace the common ones. */
  texts: (messages: Messages) => Partial<Record<Refusal, string>>;
}

/** Answers errors with a page that says what to do next, in the visitor's language. */
export function showRefusals(log: Logger, { texts, referrerPolicy }: RefusalPages): ErrorRequestHandler {
  return (err: unknown, req, res, next) => {
    if (res.headersSent) return next(err);
    const refusal = toRefusal(beginProblem(log, err, req, res).code);
    const look = toPageLook(req);
    const { title, text } = look.messages.refusals[refusal];
    const content = html`<p>${texts(look.messages)[refusal] ?? text}</p>`;
    sendPage(res, look, { title, content, ...(referrerPolicy && { referrerPolicy }) });
  };
}

function toRefusal(code: ProblemCode): Refusal {
  return Object.hasOwn(en.refusals, code) ? (code as Refusal) : "other";
}
