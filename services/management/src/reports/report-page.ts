import { ReportCategory, ReportLink } from "@shunt/contracts/admin";
import { reportFormPath } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import { Problem, problems } from "@shunt/contracts/problem";
import { en, type Messages } from "@shunt/pages";
import { html } from "@shunt/runtime";
import type { Express, Request, Response } from "express";
import {
  answerOtherMethods,
  parseValue,
  rejectCrossSiteRequests,
  sendPage,
  showRefusals,
  toPageLook,
} from "../http/index.ts";
import type { LinksDeps } from "../links/index.ts";
import { reportLink } from "./report-link.ts";

/** Filled in by people only after an error. */
type Fields = Readonly<Record<string, string>>;
type Refusal = keyof Messages["report"]["refused"];

/** Browsers send the origin of the form only with a referrer policy that allows it. */
const referrerPolicy = "same-origin";

/**
 * The form for reports. It needs no session, script or cookie. Pages of other sites cannot send it, as they would use up
 * the visitor's limit.
 */
export function addReportPage(app: Express, context: LinksDeps): void {
  app.get(reportFormPath, (req, res) => {
    const { url } = req.query;
    sendForm(req, res, { url: typeof url === "string" ? url.slice(0, 2_048) : "" });
  });
  app.post(reportFormPath, rejectCrossSiteRequests(context.config.appUrl), async (req, res) => {
    await context.limits.takeRequest(req, res, operations.reportLink, undefined);
    await takeReport(context, await context.bodies.readForm(req, res), req, res);
  });
  app.all(reportFormPath, answerOtherMethods("GET, HEAD, POST, OPTIONS"));
  app.use(
    reportFormPath,
    showRefusals(context.log, {
      texts: ({ report }) => ({ "rate-limited": report["rate-limited"] }),
      referrerPolicy,
    }),
  );
}

async function takeReport(context: LinksDeps, form: Fields, req: Request, res: Response): Promise<void> {
  const { url = "", category, text, email } = form;
  try {
    const input = { url, category, text, ...(email && { email }) };
    await reportLink(context, parseValue(ReportLink, input, "body"));
  } catch (err) {
    const refusal = toRefusal(err);
    if (refusal === undefined) throw err;
    res.status(problems[(err as Problem).code].status);
    return sendForm(req, res, form, refusal);
  }
  const look = toPageLook(req);
  const { thanks, next } = look.messages.report;
  sendPage(res, look, { title: thanks, content: html`<p>${next}</p>`, referrerPolicy });
}

/** The text for errors that another input can fix. */
function toRefusal(err: unknown): Refusal | undefined {
  if (!(err instanceof Problem)) return undefined;
  if (err.code === "link-not-found" || err.code === "domain-not-found") return "unknown";
  const field = err.code === "validation-failed" ? err.errors?.[0]?.pointer.slice(1) : undefined;
  return field !== undefined && Object.hasOwn(en.report.refused, field) ? (field as Refusal) : undefined;
}

function sendForm(
  req: Request,
  res: Response,
  { url = "", category = "", text = "", email = "" }: Fields,
  refusal?: Refusal,
): void {
  const look = toPageLook(req);
  const { report } = look.messages;
  // The first asks for a choice: without it, visitors who overlook the field would report phishing.
  const choices = [
    ["", report.refused.category],
    ...ReportCategory.options.map(name => [name, report.categories[name]]),
  ];
  const options = choices.map(
    ([value = "", label = ""]) =>
      html`<option value="${value}"${value === category ? html` selected` : html``}>${label}</option>\n`,
  );
  const content = html`<p>${report.text}</p>
<form method="post" action="${reportFormPath}">
<label for="url">${report.url}</label>
<input id="url" name="url" inputmode="url" autocapitalize="none" spellcheck="false" required maxlength="2048" value="${url}">
<label for="category">${report.category}</label>
<select id="category" name="category" required>
${options}</select>
<label for="text">${report.seen}</label>
<textarea id="text" name="text" maxlength="1000" rows="4">${text}</textarea>
<label for="email">${report.email}</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" value="${email}">
<p class="alert" role="alert">${refusal === undefined ? "" : report.refused[refusal]}</p>
<button>${report.submit}</button>
</form>`;
  sendPage(res, look, { title: report.title, content, referrerPolicy });
}
