import { defaultDomainId } from "@shunt/contracts/domains";
import { reportFormPath, toShortUrl } from "@shunt/contracts/links";
import { isWebUrl } from "@shunt/contracts/values";
import { continueParameter, type Decision, outcomes, ticketParameter } from "@shunt/decision";
import { type PageForm, toLook } from "@shunt/pages";
import { readHost } from "../domains/read-host.ts";
import { requestIdOf, type Visit } from "../visit/visit.ts";
import { renderAppPage } from "./pages/app-page.ts";
import { renderCardPage } from "./pages/card-page.ts";
import { renderContinuePage } from "./pages/continue-page.ts";
import { toAppFile, toFrame, toPage, toPixel, toPreview, toProblem, toRedirect, toRobots, toWarning } from "./reply.ts";
import type { Resolution } from "./resolve.ts";
import type { Reply } from "./send-reply.ts";
import { toLocked } from "./to-locked.ts";

export interface Origins {
  /** Of the shared domain. */
  baseUrl: string;
  /** Of management, which has the passwords of links. */
  appUrl: string;
  /** Where visitors reach the operator. */
  contactUrl?: string | undefined;
}

/** Performs a decision. */
export function respond(
  decision: Decision,
  visit: Visit,
  resolution: Resolution,
  { baseUrl, appUrl, contactUrl }: Origins,
): Reply {
  const requestId = requestIdOf(visit);
  const { target } = decision;
  const { facts, domain } = resolution;
  if (target?.fallback !== undefined) {
    const page = renderAppPage(toLook(visit.languages, domain.rules), target.url, target.fallback);
    return toPage(page, { status: 200, requestId });
  }
  if (target !== null)
    return target.frame === undefined ? toRedirect(target, requestId) : toFrame(target, target.frame.title, requestId);
  const reader = { accept: visit.headers.accept, languages: visit.languages, domainRules: domain.rules };
  switch (decision.outcome) {
    case "robots":
      return toRobots(decision.robots, requestId);
    case "app-file":
      return toAppFile(decision.content, requestId);
    case "pixel":
      return toPixel(requestId);
    case "locked":
      return toLocked(visit, { appUrl, domainId: domain.id, code: resolution.code }, requestId, reader);
    case "card": {
      const shortUrl = visitedUrlOf(visit, resolution, baseUrl);
      const page = renderCardPage(toLook(visit.languages, domain.rules), { shortUrl, card: decision.card });
      return toPage(page, { status: 200, requestId });
    }
    case "confirm":
      return toPage(renderContinuePage(toLook(visit.languages, domain.rules), toContinueForm(visit)), {
        status: 200,
        requestId,
      });
    case "unsafe":
      return toWarning(
        {
          host: decision.destination === null ? null : toPlace(decision.destination),
          form: { ...toContinueForm(visit), rel: "noreferrer noopener" },
          reportUrl: toReportUrl(appUrl, shortUrlOf(visit, resolution, baseUrl)),
        },
        requestId,
        reader,
      );
    case "preview": {
      const shortUrl = visitedUrlOf(visit, resolution, baseUrl);
      if (facts === null) return toProblem({ code: "link-not-found", requestId }, reader);
      const reportUrl = toReportUrl(appUrl, shortUrl);
      return toPreview(
        { shortUrl, destination: decision.destination, facts, at: visit.at, reportUrl },
        requestId,
        reader,
      );
    }
    default: {
      const { problem: code } = outcomes[decision.outcome];
      const contact = decision.outcome === "blocked" ? { contactUrl } : {};
      return toProblem({ code, requestId, retryAfterSeconds: decision.retryAfterSeconds, ...contact }, reader);
    }
  }
}

/** The host of a web URL, or the scheme of another one, which may name none. */
function toPlace(destination: string): string {
  const { host, protocol } = new URL(destination);
  return isWebUrl(destination) ? host : protocol;
}

function toReportUrl(appUrl: string, shortUrl: string): string {
  return `${appUrl}${reportFormPath}?${new URLSearchParams({ url: shortUrl })}`;
}

/** Repeats the visit with the mark of a person, and with the ticket of one who has already entered the password. */
function toContinueForm({ query, ticket }: Visit): PageForm {
  const fields = { [continueParameter]: query, ...(ticket !== undefined && { [ticketParameter]: ticket }) };
  return { action: "?", method: "get", fields };
}

/** The short URL with the path behind the code, which may lead to a page of its own. */
function visitedUrlOf(visit: Visit, resolution: Resolution, baseUrl: string): string {
  const shortUrl = shortUrlOf(visit, resolution, baseUrl);
  const { extra } = visit;
  if (extra === null) return shortUrl;
  return `${extra.isWildcard ? shortUrl.slice(0, -"/*".length) : shortUrl}/${extra.path}`;
}

/** Unregistered hosts show the shared domain. */
function shortUrlOf({ host }: Visit, { domain, code }: Resolution, baseUrl: string): string {
  const isCustom = domain.id !== defaultDomainId && host !== undefined;
  return toShortUrl(code, isCustom ? (readHost(host) ?? null) : null, baseUrl);
}
