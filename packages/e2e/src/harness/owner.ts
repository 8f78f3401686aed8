import { randomUUID } from "node:crypto";

// Tests look into answers of many shapes.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Body = any;

export interface Owner {
  /** With the token, for requests that `call` is not made for. */
  headers: Record<string, string>;
  /** The answer's text, whatever it is. */
  read(path: string): Promise<string>;
  call(method: string, path: string, body?: object): Promise<{ status: number; body: Body }>;
  makeLink(fields?: object): Promise<{ id: string; short_code: string }>;
  /** Clicks by people within the last day, as the summary tells them. */
  countClicks(code: string): Promise<number>;
}

/** An owner with a token of their own. @param apiUrl with the version */
export async function signUp(apiUrl: string): Promise<Owner> {
  let token: string | undefined;
  const call: Owner["call"] = async (method, path, body) => {
    const answer = await fetch(apiUrl + path, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
  };
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  await call("POST", "/auth/register", account);
  const signedIn = await call("POST", "/auth/login", account);
  if (signedIn.status !== 200) throw new Error(`not signed in: ${JSON.stringify(signedIn)}`);
  token = signedIn.body.access_token;
  const headers = { authorization: `Bearer ${token}` };
  return {
    call,
    headers,
    async read(path) {
      return (await fetch(apiUrl + path, { headers })).text();
    },
    async makeLink(fields = {}) {
      const { body } = await call("POST", "/urls", { original_url: "https://example.com/", ...fields });
      return { id: String(body.id), short_code: String(body.short_code) };
    },
    async countClicks(code) {
      return Number((await call("GET", `/analytics/${code}/summary?days=1`)).body.total_clicks);
    },
  };
}
