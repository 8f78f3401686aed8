import { operations } from "virtual:operations";
import { type CallInput, createClient, sendOperation, toApiError } from "@shunt/contracts/client";
import { fetchFromServer } from "./fetch-from-server.ts";
import { getAccessToken, renewRefusedToken } from "./session.ts";
import { translate } from "./translate.ts";

const options = { baseUrl: "", fetch: fetchAgainIfRefused, getToken: getAccessToken, translate };
/**
 * Functions of the API, one for each operation, with the session's access token: `api.listLinks({ query })`. They reject
 * with `ApiError` for a response that is not a success.
 */
export const api = createClient(operations, options);

/** Like a function of `api`, but returns the response itself, for those who need its headers. */
export async function callForResponse<Name extends keyof typeof operations>(
  name: Name,
  input: CallInput<(typeof operations)[Name]>,
): Promise<Response> {
  const response = await sendOperation(operations[name], input, options);
  if (!response.ok) throw await toApiError(name, response, translate);
  return response;
}

/** Sends a request a second time with a new token if the API refuses the first, as after a change of its keys. */
async function fetchAgainIfRefused(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const response = await fetchFromServer(input, init);
  const headers = new Headers(init.headers);
  const refused = headers.get("authorization")?.slice("Bearer ".length);
  if (refused === undefined || !(await refusesToken(response))) return response;
  await renewRefusedToken(refused);
  const token = await getAccessToken();
  if (token === undefined || token === refused) return response;
  headers.set("authorization", `Bearer ${token}`);
  return fetchFromServer(input, { ...init, headers });
}

/** Other problems with this status concern what was sent, such as a wrong two-factor code, which must not count twice. */
async function refusesToken(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  // A proxy answers without a problem.
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return (problem as { code?: unknown } | undefined)?.code === "invalid-token";
}
