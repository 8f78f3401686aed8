import { MailToken, ResetPassword, VerifyEmail } from "@shunt/contracts/accounts";
import { operations } from "@shunt/contracts/operations";
import { Problem, problems } from "@shunt/contracts/problem";
import { html } from "@shunt/runtime";
import type { Express, Request, Response } from "express";
import { z } from "zod";
import { resetPasswordPath, verifyEmailPath } from "../auth/index.ts";
import { answerOtherMethods, parseValue, sendPage, showRefusals, toClient, toPageLook } from "../http/index.ts";
import type { AccountsDeps } from "./deps.ts";
import { resetPassword } from "./reset-password.ts";
import { verifyEmail } from "./verify-email.ts";

const paths = [verifyEmailPath, resetPasswordPath];

/** Accepts other fields, which mail servers and scanners may add. */
const WithToken = z.object({ token: MailToken });
const WithPassword = z.object({ new_password: z.string().catch("") });

/** Opening a page changes nothing, because mail scanners open every link; only the button does. */
export function addMailPages(app: Express, context: AccountsDeps): void {
  app.get(verifyEmailPath, (req, res) => sendConfirmationPage(req, res, readToken(req.query)));
  app.post(verifyEmailPath, async (req, res) => {
    await context.limits.takeRequest(req, res, operations.verifyEmail, undefined);
    const token = readToken(await context.bodies.readForm(req, res));
    await verifyEmail(context, parseValue(VerifyEmail, { token }, "body"), toClient(context, req, res));
    const look = toPageLook(req);
    const { done, next } = look.messages.mail.confirm;
    sendPage(res, look, { title: done, content: html`<p>${next}</p>` });
  });
  app.get(resetPasswordPath, (req, res) => sendPasswordPage(req, res, readToken(req.query)));
  app.post(resetPasswordPath, async (req, res) => {
    await context.limits.takeRequest(req, res, operations.resetPassword, undefined);
    await choosePassword(context, req, res);
  });
  app.all(paths, answerOtherMethods("GET, HEAD, POST, OPTIONS"));
  app.use(paths, showRefusals(context.log, { texts: ({ mail }) => ({ "method-not-allowed": mail.again }) }));
}

/** @throws Problem "mail-token-invalid" without a token, as in a link that was only partly copied */
function readToken(fields: unknown): string {
  const parsed = WithToken.safeParse(fields);
  if (!parsed.success) throw new Problem("mail-token-invalid");
  return parsed.data.token;
}

function sendConfirmationPage(req: Request, res: Response, token: string): void {
  const look = toPageLook(req);
  const { title, text, submit } = look.messages.mail.confirm;
  const content = html`<p>${text}</p>
<form method="post" action="${verifyEmailPath}">
<input type="hidden" name="token" value="${token}">
<button>${submit}</button>
</form>`;
  sendPage(res, look, { title, content });
}

/** Why an entered password is not accepted. */
type Refusal = "length" | "common";

function sendPasswordPage(req: Request, res: Response, token: string, refusal?: Refusal): void {
  const look = toPageLook(req);
  const { title, text, label, submit, ...messages } = look.messages.mail.password;
  const content = html`<p>${text}</p>
<form method="post" action="${resetPasswordPath}">
<input type="hidden" name="token" value="${token}">
<label for="new-password">${label}</label>
<input type="password" id="new-password" name="new_password" autocomplete="new-password" aria-describedby="refusal" minlength="8" required autofocus>
<p class="alert" role="alert" id="refusal">${refusal === undefined ? "" : messages[refusal]}</p>
<button>${submit}</button>
</form>`;
  sendPage(res, look, { title, content });
}

async function choosePassword(context: AccountsDeps, req: Request, res: Response): Promise<void> {
  const form = await context.bodies.readForm(req, res);
  const token = readToken(form);
  const { new_password } = parseValue(WithPassword, form, "body");
  const parsed = ResetPassword.safeParse({ token, new_password });
  if (!parsed.success) return refusePassword(req, res, token, "length");
  try {
    await resetPassword(context, parsed.data, toClient(context, req, res));
  } catch (err) {
    // The form shows errors that another input can fix.
    if (!(err instanceof Problem) || err.code !== "validation-failed") throw err;
    return refusePassword(req, res, token, "common");
  }
  const look = toPageLook(req);
  const { done, next } = look.messages.mail.password;
  sendPage(res, look, { title: done, content: html`<p>${next}</p>` });
}

function refusePassword(req: Request, res: Response, token: string, refusal: Refusal): void {
  res.status(problems["validation-failed"].status);
  sendPasswordPage(req, res, token, refusal);
}
