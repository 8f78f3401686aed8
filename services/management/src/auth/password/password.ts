import { hash, verify } from "@node-rs/argon2";

/** Of argon2; memory in KiB. */
export interface PasswordCost {
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

/** OWASP password storage cheat sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
export const owaspCost: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Runs off the event loop; for clients, call it within `inPasswordLane`. NFC makes passwords typed on different
 * keyboards match.
 */
export function hashPassword(password: string, cost = owaspCost): Promise<string> {
  return hash(password.normalize("NFC"), cost);
}

/** Takes as long for an account that does not exist (`undefined`) as for one that does. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const against = passwordHash ?? (await dummyHash);
  const isRight = await verify(against, password.normalize("NFC"));
  return isRight && passwordHash !== undefined;
}

const dummyHash = hashPassword(crypto.randomUUID());
