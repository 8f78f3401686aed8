import { error, type Finding, ok, warning } from "./finding.ts";

const timeoutMs = 5_000;
/** It cannot be a code, so that the redirect notes no visit of it. */
const nowhere = "/shunt/doctor";

/** Whether visitors reach a redirect service there. @param baseUrl `BASE_URL` */
export async function checkShortLinks(baseUrl: string): Promise<Finding> {
  const name = "short links";
  const advice =
    "see whether BASE_URL leads to a redirect service that runs, through DNS and whatever proxy is in front";
  try {
    const answer = await ask("HEAD", baseUrl + nowhere);
    const detail = `${baseUrl} answers ${answer.status}`;
    if (answer.status >= 500) return error(name, detail, advice);
    if (answer.headers.has("x-request-id")) return ok(name, detail);
    return warning(name, `${detail}, though not as Shunt does`, advice);
  } catch (err) {
    return error(name, `${baseUrl}: ${toReason(err)}`, advice);
  }
}

/** Whether clients reach management there, and what it says of itself. @param appUrl `APP_URL` */
export async function checkApi(appUrl: string): Promise<Finding> {
  const name = "api";
  const url = `${appUrl}/api/v1/health`;
  const advice = "see whether APP_URL leads to a management service that runs, and what its log says";
  try {
    const answer = await ask("GET", url);
    const body = await answer.text();
    if (answer.ok) return ok(name, `${url} answers ${answer.status}`);
    return error(name, `${url} answers ${answer.status}${toParts(body)}`, advice);
  } catch (err) {
    return error(name, `${url}: ${toReason(err)}`, advice);
  }
}

function ask(method: string, url: string): Promise<Response> {
  return fetch(url, { method, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
}

/** Which of `{"api":"ok","database":"error",…}` are not well. */
function toParts(body: string): string {
  const parts = [...body.matchAll(/"(\w+)":\s*"error"/g)].map(([, part]) => part);
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

/** What `fetch` hides behind "fetch failed". */
function toReason(err: unknown): string {
  const { message, cause } = err as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message || ((cause as NodeJS.ErrnoException).code ?? message);
}
