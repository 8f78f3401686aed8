import { RegisterUser } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Terminal } from "../terminal.ts";

/** Prompts for a password twice, or reads it from standard input. @throws Error if the two differ */
export async function readPassword(terminal: Terminal): Promise<string> {
  const password = await terminal.readSecret("Password");
  if (terminal.isInteractive && (await terminal.readSecret("Repeat the password")) !== password)
    throw new Error("the passwords differ");
  return password;
}

/**
 * Applies the rules of the API to an address and its new password, then runs `change` with them.
 *
 * @throws Error that names each refused field, without its value
 */
export async function withCredentials<T>(
  credentials: { email: string; password: string },
  change: (credentials: { email: string; password: string }) => Promise<T>,
): Promise<T> {
  const parsed = RegisterUser.safeParse(credentials);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
  }
  try {
    return await change(parsed.data);
  } catch (err) {
    if (!(err instanceof Problem)) throw err;
    const lines = err.errors?.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`);
    throw new Error(lines?.join("\n") ?? err.message, { cause: err });
  }
}
