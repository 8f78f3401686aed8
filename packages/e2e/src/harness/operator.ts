import type { OpsOverview } from "@shunt/contracts/admin";
import { ApiError, createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";
import { waitFor } from "@shunt/testing";
import type { Shunt } from "./start-shunt.ts";

/** Makes management create an administrator. */
export const operatorEnv = { ADMIN_EMAIL: "root@example.com", ADMIN_PASSWORD: "shunt operators only" };

export interface Operator {
  overview(): Promise<OpsOverview>;
  untilSeen(
    isSo: (overview: OpsOverview) => boolean,
    options: { timeoutMs?: number; what: string },
  ): Promise<OpsOverview>;
}

/** Signs in as the administrator once management has created it. */
export async function signInAsOperator({ env }: Shunt): Promise<Operator> {
  const baseUrl = String(env.APP_URL);
  const anonymous = createClient(operations, { baseUrl });
  const account = { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD };
  const login = () =>
    anonymous.login({ body: account }).catch((err: unknown) => {
      if (err instanceof ApiError) return undefined;
      throw err;
    });
  const signedIn = await waitFor(login, { what: "the administrator to be created" });
  const client = createClient(operations, { baseUrl, getToken: () => signedIn?.access_token });
  const overview = () => client.getOpsOverview();
  return {
    overview,
    untilSeen: (isSo, options) =>
      waitFor(async () => {
        const seen = await overview();
        return isSo(seen) && seen;
      }, options).then(seen => seen as OpsOverview),
  };
}
