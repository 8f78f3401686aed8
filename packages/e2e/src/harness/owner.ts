import { randomUUID } from "node:crypto";
import { ApiError, type CallInput, type Client, createClient } from "@shunt/contracts/client";
import type { Link } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";

// Tests read bodies of many shapes.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Body = any;

export interface Owner {
  account: { email: string; password: string };
  client: Client<typeof operations>;
  token: string;
  /** Headers with the token, for requests that `call` does not support. */
  headers: Record<string, string>;
  /** Returns the text of an answer with any status. */
  read(path: string): Promise<string>;
  /** For errors, and for requests that the typed client cannot send. */
  call(method: string, path: string, body?: object): Promise<{ status: number; body: Body }>;
  makeLink(fields?: Partial<CallInput<typeof operations.createLink>["body"]>): Promise<Link>;
  /** Human clicks on the last day, from the summary; NaN while the API returns an error. */
  countClicks(code: string): Promise<number>;
}

/** Registers a new account and signs in. @param baseUrl of the API */
export async function signUp(baseUrl: string): Promise<Owner> {
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  const anonymous = createClient(operations, { baseUrl });
  await anonymous.registerUser({ body: account });
  const { access_token: token } = await anonymous.login({ body: account });
  const client = createClient(operations, { baseUrl, getToken: () => token });
  const headers = { authorization: `Bearer ${token}` };
  return {
    account,
    client,
    token,
    headers,
    async call(method, path, body) {
      const answer = await fetch(`${baseUrl}/api/v1${path}`, {
        method,
        headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
    },
    async read(path) {
      return (await fetch(`${baseUrl}/api/v1${path}`, { headers })).text();
    },
    makeLink: (fields = {}) => client.createLink({ body: { original_url: "https://example.com/", ...fields } }),
    async countClicks(code) {
      try {
        return (await client.getSummary({ params: { short_code: code }, query: { days: 1 } })).total_clicks;
      } catch (err) {
        if (err instanceof ApiError) return Number.NaN;
        throw err;
      }
    },
  };
}
