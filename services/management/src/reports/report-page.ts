import { type ReportCategory, ReportLink } from "@shunt/contracts/admin";
import { reportFormPath } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import { Problem, type ProblemCode, problems } from "@shunt/contracts/problem";
import { type Html, html } from "@shunt/runtime";
import type { ErrorRequestHandler, Express, Response } from "express";
import { answerOtherMethods, beginProblem, parseValue, rejectCrossSiteRequests, sendPage } from "../http/index.ts";
import type { LinksDeps } from "../links/index.ts";
import { reportLink } from "./report-link.ts";

const categories: Record<ReportCategory, string> = {
  phishing: "It tries to get passwords or money",
  malware: "It installs harmful programs",
  spam: "It is spam",
  illegal: "Its content is illegal",
  other: "Something else",
};

/** Filled in by people only after an error. */
type Fields = Readonly<Record<string, string>>;

/**
 * The form for reports. It needs no session, script or cookie. Pages of other sites cannot send it, as they would use up
 * the visitor's limit.
 */
export function addReportPage(app: Express, context: LinksDeps): void {
  app.get(reportFormPath, (req, res) => {
    const { url } = req.query;
    sendForm(res, { url: typeof url === "string" ? url.slice(0, 2_048) : "" });
  });
  app.post(reportFormPath, rejectCrossSiteRequests(context.config.appUrl), async (req, res) => {
    await context.limits.takeRequest(req, res, operations.reportLink, undefined);
    await takeReport(context, await context.bodies.readForm(req, res), res);
  });
  app.all(reportFormPath, answerOtherMethods("GET, HEAD, POST, OPTIONS"));
  app.use(reportFormPath, showProblem(context));
}

async function takeReport(context: LinksDeps, form: Fields, res: Response): Promise<void> {
  const { url = "", category, text, email } = form;
  try {
    const input = { url, category, text, ...(email && { email }) };
    await reportLink(context, parseValue(ReportLink, input, "body"));
  } catch (err) {
    const refusal = toRefusal(err);
    if (refusal === undefined) throw err;
    res.status(problems[(err as Problem).code].status);
    return sendForm(res, form, refusal);
  }
  sendReportPage(res, "Thank you for your report", html`<p>An administrator will look at the link.</p>`);
}

/** The text for errors that another input can fix. */
function toRefusal(err: unknown): string | undefined {
  if (!(err instanceof Problem)) return undefined;
  if (err.code === "link-not-found" || err.code === "domain-not-found") return "This short URL does not exist here.";
  if (err.code !== "validation-failed") return undefined;
  const { pointer, detail } = err.errors?.[0] ?? { pointer: "", detail: "is not accepted" };
  return `The field ${pointer.replace("/", "") || "form"} ${detail}.`;
}

function sendForm(res: Response, { url = "", category = "", text = "", email = "" }: Fields, refusal?: string): void {
  const options = Object.entries(categories).map(
    ([value, label]) =>
      html`<option value="${value}"${value === category ? html` selected` : html``}>${label}</option>\n`,
  );
  const content = html`<p>The administrators of this service review reports of harmful short links.</p>
<form method="post" action="${reportFormPath}">
<label for="url">Short URL</label>
<input id="url" name="url" required maxlength="2048" value="${url}">
<label for="category">What is wrong with it?</label>
<select id="category" name="category" required>
${options}</select>
<label for="text">What did you see? (optional)</label>
<textarea id="text" name="text" maxlength="1000" rows="4">${text}</textarea>
<label for="email">Your e-mail address (optional)</label>
<input id="email" name="email" type="email" maxlength="254" value="${email}">
<p role="alert">${refusal ?? ""}</p>
<button>Send the report</button>
</form>`;
  sendReportPage(res, "Report a short link", content);
}

const explanations: Partial<Record<ProblemCode, string>> = {
  "foreign-request": "Open this page in your browser and send the form from there.",
  "method-not-allowed": "Open this page in your browser.",
  "rate-limited": "Too many reports came from your network. Please try again later.",
  internal: "This is our fault, not yours. Please try again.",
  unavailable: "The service is not available at the moment. Please try again in a few seconds.",
};

function showProblem({ log }: LinksDeps): ErrorRequestHandler {
  return (err: unknown, req, res, next) => {
    if (res.headersSent) return next(err);
    const { code } = beginProblem(log, err, req, res);
    sendReportPage(res, problems[code].title, html`<p>${explanations[code] ?? ""}</p>`);
  };
}

/** Browsers send the origin of the form only with a referrer policy that allows it. */
function sendReportPage(res: Response, title: string, content: Html): void {
  sendPage(res, title, content, "same-origin");
}
