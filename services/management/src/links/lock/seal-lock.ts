import { createLockKeys } from "@shunt/decision";
import { createSecretBox, type SecretBox } from "@shunt/runtime";
import { hashPassword } from "../../auth/index.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkLock, NewLock } from "./link-lock.ts";

export function createLock(password: string): NewLock {
  return { password, ...createLockKeys() };
}

/**
 * Hashes the password off the event loop. Call it outside of transactions.
 *
 * @param owner whose share of the lane it uses
 * @throws LaneFull, or the reason of the signal
 */
export async function sealLock(
  { lanes, passwordCost, config }: Pick<LinksDeps, "lanes" | "passwordCost" | "config">,
  { password, publicKey, privateKey }: NewLock,
  owner: string,
  signal?: AbortSignal,
): Promise<LinkLock> {
  const passwordHash = await lanes.linkPasswords.run(owner, signal, () => hashPassword(password, passwordCost));
  return { publicKey, passwordHash, sealedKey: createLockBox(config.secretKeys).seal(privateKey) };
}

/** @param secrets `SECRET_KEY` */
export function createLockBox(secrets: readonly string[]): SecretBox {
  return createSecretBox({ secrets, purpose: "link lock" });
}
