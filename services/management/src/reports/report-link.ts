import type { ReportLink } from "@shunt/contracts/admin";
import { v7 as uuidv7 } from "uuid";
import { getVisitedLink, type LinksDeps } from "../links/index.ts";
import { addReport } from "./report-store.ts";

/** Stores a visitor's report of a link for administrators. @throws Problem "link-not-found" or "domain-not-found" */
export async function reportLink(
  context: Pick<LinksDeps, "db" | "config">,
  { url, domain, category, text, email }: ReportLink,
): Promise<void> {
  const { id } = await getVisitedLink(context, url, domain);
  const created_at = new Date().toISOString();
  await addReport(context.db, uuidv7(), id, { category, text: text || null, email: email ?? null, created_at });
}
