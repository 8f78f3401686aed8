import { operations } from "@shunt/contracts/operations";

/** Beginnings of paths that a secret follows. */
const beforeSecrets = Object.values(operations).flatMap(({ path }) => /^(.+)\/:token\b/.exec(path)?.[1] ?? []);
const secret = new RegExp(`^(${[...new Set(beforeSecrets)].join("|")})/[^/]+`);

/** The path of a request for logs: without the secret of a shared view or an invitation. */
export function toLoggedPath(path: string): string {
  return path.replace(secret, "$1/…");
}
