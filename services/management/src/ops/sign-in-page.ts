import { Credentials } from "@shunt/contracts/accounts";
import { operations } from "@shunt/contracts/operations";
import { Problem, type ProblemCode, problems } from "@shunt/contracts/problem";
import { toLook } from "@shunt/pages";
import { html } from "@shunt/runtime";
import type { Request, Response } from "express";
import { z } from "zod";
import { beginProblem, type Cookie, parseValue, sendPage, toClient } from "../http/index.ts";
import type { OpsDeps } from "./deps.ts";
import type { FormToken } from "./form-token.ts";
import { opsSessionMs, signInToOps } from "./ops-session.ts";

export const signInPath = "/ops/sign-in";
export const overviewPath = "/ops";

/** The pages for operators are in English, as is the documentation. */
const look = toLook("", null);

/** An empty code counts as no code. */
const Form = z.object({
  email: z.string().catch(""),
  password: z.string().catch(""),
  totp_code: z
    .string()
    .optional()
    .catch(undefined)
    .transform(code => code?.trim() || undefined),
});

/** Shown in the form. Other problems have their own page. */
const refusals: Partial<Record<ProblemCode, string>> = {
  "invalid-credentials": "E-mail or password is wrong.",
  "validation-failed": "E-mail or password is wrong.",
  "totp-required": "This account also requires a two-factor code. Enter it with the password.",
  "invalid-totp-code": "The code is wrong or has been used. Wait for the next one.",
  "admin-only": "You are not signed in: the operations pages are for administrators only.",
};

export interface SignInDeps {
  session: Cookie;
  formToken: FormToken;
}

export function sendSignInPage(
  { formToken }: SignInDeps,
  req: Request,
  res: Response,
  { email = "", refusal = "" }: { email?: string; refusal?: string } = {},
): void {
  const form = html`<p>For administrators: the state of services and queues.</p>
<form method="post" action="${signInPath}">
${formToken.toField(req, res)}
<label for="email">E-mail</label>
<input type="email" id="email" name="email" value="${email}" autocomplete="username" aria-describedby="refusal" required autofocus>
<label for="password">Password</label>
<input type="password" id="password" name="password" autocomplete="current-password" aria-describedby="refusal" required>
<label for="totp-code">Two-factor code, if you use one</label>
<input id="totp-code" name="totp_code" autocomplete="one-time-code" maxlength="64">
<p class="alert" role="alert" id="refusal">${refusal}</p>
<button>Sign in</button>
</form>`;
  // Any stricter referrer policy would hide the form's origin.
  sendPage(res, look, { title: "Sign in to Shunt operations", content: form, referrerPolicy: "same-origin" });
}

/** @throws Problem that has its own page */
export async function signIn(context: OpsDeps, deps: SignInDeps, req: Request, res: Response): Promise<void> {
  await context.limits.takeRequest(req, res, operations.login, undefined);
  const fields = await context.bodies.readForm(req, res);
  deps.formToken.check(req, fields);
  const form = parseValue(Form, fields, "body");
  try {
    const input = parseValue(Credentials, form, "body");
    const token = await signInToOps(context, input, toClient(context, req, res), req.get("user-agent") ?? "");
    deps.session.set(res, token, opsSessionMs);
  } catch (err) {
    const refusal = err instanceof Problem ? refusals[err.code] : undefined;
    if (!refusal) throw err;
    beginProblem(context.log, err, req, res);
    return sendSignInPage(deps, req, res, { email: form.email, refusal });
  }
  res.redirect(303, overviewPath);
}

const explanations: Partial<Record<ProblemCode, string>> = {
  "foreign-request": "Nothing was changed. Open the page again and repeat the action there.",
  "rate-limited": "Wait a few minutes, then try again.",
  internal: "This is our fault, not yours. Please try again.",
  unavailable:
    "Postgres does not respond, so sessions cannot be checked. The overview still opens in browsers that were signed in before. Elsewhere, use the command shunt doctor.",
};

export function showProblemPage({ log }: OpsDeps, err: unknown, req: Request, res: Response): void {
  const { code } = beginProblem(log, err, req, res);
  const content = html`<p>${explanations[code] ?? ""}</p>
<p><a href="${overviewPath}">Operations</a></p>`;
  sendPage(res, look, { title: problems[code].title, content, referrerPolicy: "same-origin" });
}
