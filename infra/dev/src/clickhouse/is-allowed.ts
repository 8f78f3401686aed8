import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Whether a request has the password, by basic authentication or in the header that ClickHouse reads. */
export function isAllowed(headers: IncomingHttpHeaders, password: string): boolean {
  if (password === "") return true;
  const [scheme, encoded = ""] = (headers.authorization ?? "").split(" ");
  const basic = Buffer.from(scheme === "Basic" ? encoded : "", "base64").toString();
  const given = basic.slice(basic.indexOf(":") + 1) || String(headers["x-clickhouse-key"] ?? "");
  const [expected, actual] = [Buffer.from(password), Buffer.from(given)];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
