import { MailToken, ResetPassword, VerifyEmail } from "@shunt/contracts/accounts";
import { operations } from "@shunt/contracts/operations";
import { Problem, type ProblemCode, problems } from "@shunt/contracts/problem";
import { html } from "@shunt/runtime";
import type { ErrorRequestHandler, Express, Response } from "express";
import { z } from "zod";
import { resetPasswordPath, verifyEmailPath } from "../auth/index.ts";
import type { Client } from "../core.ts";
import { answerOtherMethods, beginProblem, parseValue, sendPage, toClient } from "../http/index.ts";
import type { AccountsDeps } from "./deps.ts";
import { resetPassword } from "./reset-password.ts";
import { verifyEmail } from "./verify-email.ts";

const paths = [verifyEmailPath, resetPasswordPath];

/** Accepts other fields, which mail servers and scanners may add. */
const WithToken = z.object({ token: MailToken });
const WithPassword = z.object({ new_password: z.string().catch("") });

const explanations: Partial<Record<ProblemCode, string>> = {
  "mail-token-invalid":
    "Each link works once and for a limited time, and only the latest one works. Request a new link.",
  "method-not-allowed": "Open the link in the mail that we sent to you.",
  "rate-limited": "Wait a few minutes, then try again.",
  internal: "This is our fault, not yours. Please try again.",
  unavailable: "The service is not available at the moment. Please try again in a few seconds.",
};

/** Opening a page changes nothing, because mail scanners open every link; only the button does. */
export function addMailPages(app: Express, context: AccountsDeps): void {
  app.get(verifyEmailPath, (req, res) => sendConfirmationPage(res, readToken(req.query)));
  app.post(verifyEmailPath, async (req, res) => {
    await context.limits.takeRequest(req, res, operations.verifyEmail, undefined);
    const token = readToken(await context.bodies.readForm(req, res));
    await verifyEmail(context, parseValue(VerifyEmail, { token }, "body"));
    sendPage(res, "Your address is confirmed", html`<p>You can close this page.</p>`);
  });
  app.get(resetPasswordPath, (req, res) => sendPasswordPage(res, readToken(req.query)));
  app.post(resetPasswordPath, async (req, res) => {
    await context.limits.takeRequest(req, res, operations.resetPassword, undefined);
    await choosePassword(context, await context.bodies.readForm(req, res), toClient(context, req, res), res);
  });
  app.all(paths, answerOtherMethods("GET, HEAD, POST, OPTIONS"));
  app.use(paths, showProblem(context));
}

/** @throws Problem "mail-token-invalid" without a token, as in a link that was only partly copied */
function readToken(fields: unknown): string {
  const parsed = WithToken.safeParse(fields);
  if (!parsed.success) throw new Problem("mail-token-invalid");
  return parsed.data.token;
}

function sendConfirmationPage(res: Response, token: string): void {
  const form = html`<p>Confirm that the e-mail address that received this link is yours.</p>
<form method="post" action="${verifyEmailPath}">
<input type="hidden" name="token" value="${token}">
<button>Confirm the address</button>
</form>`;
  sendPage(res, "Confirm your e-mail address", form);
}

/** @param refusal why the entered password is not accepted */
function sendPasswordPage(res: Response, token: string, refusal?: string): void {
  const alert = html`<p role="alert" id="refusal">${refusal === undefined ? "" : `This password ${refusal}.`}</p>`;
  const form = html`<p>Use at least 8 characters of any kind. Setting a new password signs you out everywhere, deletes your API keys and disables your webhooks.</p>
<form method="post" action="${resetPasswordPath}">
<input type="hidden" name="token" value="${token}">
<label for="new-password">New password</label>
<input type="password" id="new-password" name="new_password" autocomplete="new-password" aria-describedby="refusal" minlength="8" required autofocus>
${alert}
<button>Set the password</button>
</form>`;
  sendPage(res, "Choose a new password", form);
}

async function choosePassword(
  context: AccountsDeps,
  form: Record<string, string>,
  client: Client,
  res: Response,
): Promise<void> {
  const token = readToken(form);
  try {
    const { new_password } = parseValue(WithPassword, form, "body");
    await resetPassword(context, parseValue(ResetPassword, { token, new_password }, "body"), client);
  } catch (err) {
    // The form shows errors that another input can fix.
    if (!(err instanceof Problem) || err.code !== "validation-failed") throw err;
    res.status(problems[err.code].status);
    return sendPasswordPage(res, token, err.errors?.[0]?.detail ?? "is not accepted");
  }
  sendPage(res, "Your password is changed", html`<p>All your sessions have ended. Sign in with the new password.</p>`);
}

function showProblem({ log }: AccountsDeps): ErrorRequestHandler {
  return (err: unknown, req, res, next) => {
    if (res.headersSent) return next(err);
    const { code } = beginProblem(log, err, req, res);
    sendPage(res, problems[code].title, html`<p>${explanations[code] ?? ""}</p>`);
  };
}
