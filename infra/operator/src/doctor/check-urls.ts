import { forwardingHeader } from "@shunt/runtime";
import { readSetting } from "../config.ts";
import { error, type Finding, ok, warning } from "./finding.ts";

/** A busy machine answers late, which is not what the check is about. */
const timeoutMs = 15_000;
/** No link can have this path, so the redirect records no visit. */
const probePath = "/shunt/doctor";
const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Checks that `BASE_URL` leads to a redirect service. @param baseUrl `BASE_URL` */
export async function checkShortLinks(baseUrl: string): Promise<Finding[]> {
  const name = "short links";
  const advice = "check that a redirect service runs, and that BASE_URL, DNS and your proxy lead to it";
  try {
    const answer = await request("HEAD", baseUrl + probePath);
    const detail = `${baseUrl} answers ${answer.status}`;
    if (answer.status >= 500) return [error(name, detail, advice)];
    if (!answer.headers.has("x-request-id")) return [warning(name, `${detail}, but not from Shunt`, advice)];
    return [ok(name, detail), ...checkForwarding(answer, "the redirect service", "all visitors count as one")];
  } catch (err) {
    return [toUnreachable(name, baseUrl, err, advice)];
  }
}

/** Checks that `APP_URL` leads to a management service that reports itself healthy. @param appUrl `APP_URL` */
export async function checkApi(appUrl: string): Promise<Finding[]> {
  const name = "api";
  const url = `${appUrl}/api/v1/health`;
  const advice = "check that a management service runs and that APP_URL leads to it";
  try {
    const answer = await request("GET", url);
    const parts = toParts(await answer.text());
    const failed = parts.join(", ");
    const detail = `${url} answers ${answer.status}${failed && `: ${failed}`}`;
    const remedy = failed
      ? `the management service does not reach ${failed}: see the checks of it, or the log`
      : advice;
    if (!answer.ok) return [error(name, detail, remedy)];
    const finding = failed ? warning(name, detail, remedy) : ok(name, detail);
    return [finding, ...checkForwarding(answer, "the management service", "limits hold for all clients together")];
  } catch (err) {
    return [toUnreachable(name, url, err, advice)];
  }
}

/** The request had no `X-Forwarded-For`: if the service ignored one, a proxy in front had added it. */
function checkForwarding(answer: Response, service: string, effect: string): Finding[] {
  if (answer.headers.get(forwardingHeader) !== "ignored") return [];
  const detail = `${service} ignores the X-Forwarded-For of the proxy in front: ${effect}`;
  return [warning("trusted proxies", detail, "add the proxy's address, as the service sees it, to TRUSTED_PROXIES")];
}

/** In a container, `localhost` is the container itself, not the machine whose port leads to the proxy. */
function toUnreachable(name: string, url: string, err: unknown, advice: string): Finding {
  const { hostname } = new URL(url);
  if (!readSetting.isInContainer() || !loopback.has(hostname)) return error(name, `${url}: ${toReason(err)}`, advice);
  const detail = `${url} cannot be checked from this container, where ${hostname} is the container itself`;
  return warning(name, detail, `check it on the machine: curl --head ${url}`);
}

function request(method: string, url: string): Promise<Response> {
  return fetch(url, { method, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
}

/** Lists the failed parts of `{"api":"ok","database":"error",…}`. */
function toParts(body: string): string[] {
  return [...body.matchAll(/"(\w+)":\s*"error"/g)].flatMap(([, part]) => part ?? []);
}

/** Returns the cause that `fetch` wraps in "fetch failed". */
function toReason(err: unknown): string {
  const { message, cause } = err as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message || ((cause as NodeJS.ErrnoException).code ?? message);
}
