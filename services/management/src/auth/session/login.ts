import type { Credentials } from "@shunt/contracts/accounts";
import { v7 as uuidv7 } from "uuid";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { admitLogin } from "./admit-login.ts";
import { type IssuedTokens, issueTokens } from "./issue-tokens.ts";

/** @throws Problem as `admitLogin` does */
export async function login(
  context: AuthDeps,
  input: Credentials,
  client: Client,
  userAgent: string,
): Promise<IssuedTokens> {
  return admitLogin(context, input, client, (tx, userId) =>
    issueTokens(context, tx, { userId, familyId: uuidv7(), userAgent }),
  );
}
