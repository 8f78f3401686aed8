import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";

/** OWASP password storage cheat sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** However many sign in at once, a processor is left for everything else, and memory is bounded. */
const inTurn = pLimit(Math.max(1, availableParallelism() - 1));

/** Computed off the event loop. NFC first, so that a password typed on another keyboard is the same password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFC"), parameters));
}

/** Takes as long for an account that does not exist (`undefined`) as for one that does. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const against = passwordHash ?? (await hashOfNobody);
  const isRight = await inTurn(() => verify(against, password.normalize("NFC")));
  return isRight && passwordHash !== undefined;
}

const hashOfNobody = hashPassword(crypto.randomUUID());
