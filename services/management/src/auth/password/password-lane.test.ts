import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(
    { TRUSTED_PROXIES: "127.0.0.0/8,::1" },
    { bounds: { laneSizes: { passwordsWaiting: 3, passwordsOfOneWaiting: 2 } } },
  );
});
afterAll(() => api.stop());

const auth = "/api/v1/auth";
let last = 0;
const anAddress = () => `198.51.100.${++last}`;
const post = (path: string, body: object, address: string, token?: string) =>
  api.call("POST", `${auth}/${path}`, { body, ...(token && { token }), headers: { "x-forwarded-for": address } });
const anAccount = () => ({ email: `${crypto.randomUUID()}@example.com`, password: "correct horse battery" });

async function signUp() {
  const [account, address] = [anAccount(), anAddress()];
  await post("register", account, address);
  const { body } = await post("login", account, address);
  return { account, address, token: String(body.access_token) };
}

/** Every request that hashes a password for a stranger. */
const floods: Record<string, (address: string) => ReturnType<typeof post>> = {
  "sign-ins": address => post("login", anAccount(), address),
  registrations: address => post("register", anAccount(), address),
};

test.each(Object.entries(floods))(
  "a flood of %s is refused at once and does not delay known networks",
  async (_what, send) => {
    const ann = await signUp();

    const flood = Array.from({ length: 40 }, () => send(anAddress()));
    const own = await Promise.all([
      post("login", ann.account, ann.address),
      post("totp", { password: ann.account.password }, anAddress(), ann.token),
    ]);
    const answers = await Promise.all(flood);

    expect(own.map(({ status }) => status)).toEqual([200, 200]);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(40);
    for (const { body, headers } of refused) {
      expect(body.code).toBe("unavailable");
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
  },
);

test("one network has one share of the waiting line, however many addresses it has", async () => {
  const [ann, site] = [await signUp(), "2001:db8:7"];

  const flood = Array.from({ length: 20 }, (_, i) => post("login", anAccount(), `${site}:${i}::1`));
  const answers = await Promise.all(flood);

  expect(answers.some(({ status }) => status === 429)).toBe(true);
  expect(answers.some(({ status }) => status === 503)).toBe(false);
  expect((await post("login", ann.account, anAddress())).status).toBe(200);
});

test("passwords confirmed in sessions do not delay sign-ins from known networks", async () => {
  const ann = await signUp();
  const others = [];
  for (let i = 0; i < 6; i++) others.push(await signUp());

  const flood = others.flatMap(({ account, address, token }) =>
    Array.from({ length: 8 }, () => post("totp", { password: account.password }, address, token)),
  );
  await Promise.any(
    flood.map(async answer => {
      if ((await answer).status === 200) throw new Error("not refused");
    }),
  );
  const own = await post("login", ann.account, ann.address);
  const answers = await Promise.all(flood);

  expect(own.status).toBe(200);
  expect(answers.map(({ status }) => status)).toContain(200);
});
