import type { Login, TokenPair } from "@shunt/contracts/accounts";
import { v7 as uuidv7 } from "uuid";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { admitLogin } from "./admit-login.ts";
import { issueTokens } from "./issue-tokens.ts";

/** @throws Problem as `admitLogin` does */
export async function login(context: AuthDeps, input: Login, client: Client, userAgent: string): Promise<TokenPair> {
  return admitLogin(context, input, client, (tx, userId) =>
    issueTokens(context, tx, { userId, familyId: uuidv7(), userAgent }),
  );
}
