import { randomUUID } from "node:crypto";

/** What the harness itself reads of an answer; tests look at the rest. */
interface Body {
  access_token?: string;
  id?: string;
  short_code?: string;
  total_clicks?: number;
}

export interface Owner {
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
  token = (await call("POST", "/auth/login", account)).body.access_token;
  return {
    call,
    async makeLink(fields = {}) {
      const { body } = await call("POST", "/urls", { original_url: "https://example.com/", ...fields });
      return { id: String(body.id), short_code: String(body.short_code) };
    },
    async countClicks(code) {
      return Number((await call("GET", `/analytics/${code}/summary?days=1`)).body.total_clicks);
    },
  };
}
