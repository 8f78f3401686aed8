import type { OpsOverview } from "@shunt/contracts";
import { waitFor } from "@shunt/testing";
import type { Shunt } from "./start-shunt.ts";

/** What management makes an administrator of. */
export const operatorEnv = { ADMIN_EMAIL: "root@example.com", ADMIN_PASSWORD: "shunt operators only" };

export interface Operator {
  overview(): Promise<OpsOverview>;
  /** Waits until the overview is so. Returns it. */
  untilSeen(
    isSo: (overview: OpsOverview) => boolean,
    options: { timeoutMs?: number; what: string },
  ): Promise<OpsOverview>;
}

/** Signs in as the administrator, as soon as there is one. */
export async function signInAsOperator({ env }: Shunt): Promise<Operator> {
  const api = `${env.APP_URL}/api/v1`;
  const body = JSON.stringify({ email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD });
  const login = async () => {
    const answer = await fetch(`${api}/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const { access_token } = (await answer.json()) as { access_token?: string };
    return access_token;
  };
  const overview = async (): Promise<OpsOverview> => {
    const answer = await fetch(`${api}/ops/overview`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`the overview is ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as OpsOverview;
  };
  const token = await waitFor(login, { what: "the administrator to be made" });
  return {
    overview,
    untilSeen: (isSo, options) =>
      waitFor(async () => {
        const seen = await overview();
        return isSo(seen) && seen;
      }, options).then(seen => seen as OpsOverview),
  };
}
