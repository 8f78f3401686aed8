import type { SimulatedVisit } from "@shunt/contracts/links";
import type { z } from "zod";
import { toChanges } from "../form/form-fields.ts";
import type { LinkForm } from "../form/link-form.ts";
import { toInstant } from "../form/local-time.ts";
import { toNumber } from "../form/to-number.ts";
import { type VisitorAgent, visitorAgents } from "./visitor-agents.ts";

/** A visit that is tried out; an empty text leaves the fact unknown. */
export interface TriedVisit {
  agent: VisitorAgent;
  country: string;
  language: string;
  at: string;
  path: string;
  query: string;
  clicks: string;
}

/** The request for a visit of a link with its unsaved changes. A new password and a new code change nothing about the decision. */
export function toSimulatedVisit(
  { agent, country, language, at, path, query, clicks }: TriedVisit,
  form: LinkForm,
  before: LinkForm,
): z.input<typeof SimulatedVisit> {
  const settings = toChanges({ ...form, password: before.password, short_code: before.short_code }, before);
  const time = toInstant(at);
  const count = toNumber(clicks);
  return {
    path: path.replace(/^\/+/, ""),
    query: query.replace(/^\?/, ""),
    headers: {
      ...(visitorAgents[agent] && { "User-Agent": visitorAgents[agent] }),
      ...(language && { "Accept-Language": language }),
    },
    ...(country && { place: { country } }),
    ...(time !== null && { at: time }),
    ...(typeof count === "number" && count >= 0 && { clicks: Math.floor(count) }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
}
