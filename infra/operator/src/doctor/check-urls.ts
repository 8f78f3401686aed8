import { error, type Finding, ok, warning } from "./finding.ts";

const timeoutMs = 5_000;
/** No link can have this path, so the redirect records no visit. */
const probePath = "/shunt/doctor";

/** Checks that `BASE_URL` leads to a redirect service. @param baseUrl `BASE_URL` */
export async function checkShortLinks(baseUrl: string): Promise<Finding> {
  const name = "short links";
  const advice = "check that a redirect service runs, and that BASE_URL, DNS and your proxy lead to it";
  try {
    const answer = await request("HEAD", baseUrl + probePath);
    const detail = `${baseUrl} answers ${answer.status}`;
    if (answer.status >= 500) return error(name, detail, advice);
    if (answer.headers.has("x-request-id")) return ok(name, detail);
    return warning(name, `${detail}, but not from Shunt`, advice);
  } catch (err) {
    return error(name, `${baseUrl}: ${toReason(err)}`, advice);
  }
}

/** Checks that `APP_URL` leads to a management service that reports itself healthy. @param appUrl `APP_URL` */
export async function checkApi(appUrl: string): Promise<Finding> {
  const name = "api";
  const url = `${appUrl}/api/v1/health`;
  const advice = "check that a management service runs and that APP_URL leads to it; its log has the reason";
  try {
    const answer = await request("GET", url);
    const body = await answer.text();
    if (answer.ok) return ok(name, `${url} answers ${answer.status}`);
    return error(name, `${url} answers ${answer.status}${toParts(body)}`, advice);
  } catch (err) {
    return error(name, `${url}: ${toReason(err)}`, advice);
  }
}

function request(method: string, url: string): Promise<Response> {
  return fetch(url, { method, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
}

/** Lists the failed parts of `{"api":"ok","database":"error",…}`. */
function toParts(body: string): string {
  const parts = [...body.matchAll(/"(\w+)":\s*"error"/g)].map(([, part]) => part);
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

/** Returns the cause that `fetch` wraps in "fetch failed". */
function toReason(err: unknown): string {
  const { message, cause } = err as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message || ((cause as NodeJS.ErrnoException).code ?? message);
}
