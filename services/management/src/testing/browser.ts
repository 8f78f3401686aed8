export interface Page {
  status: number;
  headers: Headers;
  text: string;
}

/** Keeps cookies and submits forms as a browser does; does not follow redirects. */
export interface Browser {
  open(path: string): Promise<Page>;
  /**
   * Submits a form with the hidden fields of `page`.
   *
   * @param from headers by which a browser shows the origin of the form
   */
  submit(path: string, fields: Record<string, string>, page?: Page, from?: Record<string, string>): Promise<Page>;
  /** Gets the cookie of the operations pages, as the dashboard does. @param token access token of an administrator */
  openOps(token: string): Promise<Page>;
  /** Sends a request as a script of the page would. */
  send(method: string, path: string, from?: Record<string, string>): Promise<Page>;
  stream(path: string): Promise<Response>;
  cookie(name: string): string | undefined;
  /** The last `Set-Cookie` header of each cookie, by name. */
  setCookies: ReadonlyMap<string, string>;
}

const sameOrigin = { "sec-fetch-site": "same-origin" };

/** @param extra headers of every request, such as those of a proxy */
export function createBrowser(url: string, extra: Record<string, string> = {}): Browser {
  const setCookies = new Map<string, string>();
  const cookie = (name: string) =>
    setCookies
      .get(name)
      ?.split(";")[0]
      ?.slice(name.length + 1) || undefined;
  const request = async (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) => {
    const pairs = [...setCookies.keys()].flatMap(name => (cookie(name) ? `${name}=${cookie(name)}` : []));
    const answer = await fetch(url + path, {
      ...init,
      redirect: "manual",
      headers: {
        accept: "text/html,*/*;q=0.8",
        "user-agent": "Browser",
        cookie: pairs.join("; "),
        ...extra,
        ...headers,
      },
    });
    for (const set of answer.headers.getSetCookie()) setCookies.set(set.split("=")[0] ?? "", set);
    return answer;
  };
  const toPage = async (answer: Response): Promise<Page> => ({
    status: answer.status,
    headers: answer.headers,
    text: await answer.text(),
  });
  const open = async (path: string) => toPage(await request(path));
  const submit: Browser["submit"] = async (path, fields, page, from = sameOrigin) => {
    const [, form_token] = /name="form_token" value="([^"]+)"/.exec(page?.text ?? "") ?? [];
    const body = new URLSearchParams({ ...(form_token && { form_token }), ...fields });
    return toPage(await request(path, { method: "POST", body }, from));
  };
  return {
    open,
    submit,
    openOps: async token =>
      toPage(await request("/api/v1/ops/session", { method: "POST" }, { authorization: `Bearer ${token}` })),
    send: async (method, path, from = sameOrigin) =>
      toPage(
        await request(
          path,
          { method, body: "{}" },
          { accept: "application/json", "content-type": "application/json", ...from },
        ),
      ),
    stream: path => request(path, {}, { accept: "text/event-stream" }),
    cookie,
    setCookies,
  };
}
