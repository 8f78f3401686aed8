import type { UserRecord } from "@shunt/management/operator";
import type { Terminal } from "../terminal.ts";

/** Fields of an account in `--json`, for the help. */
export const userBody = `{"id","email","role","is_active","is_verified"}`;

/** Prints an account that a command has changed: its new state for programs, or a sentence. */
export function printUser(terminal: Terminal, isJson: boolean, user: UserRecord, sentence: string): void {
  const { id, email, role, isActive, isVerified } = user;
  const body = { id, email, role, is_active: isActive, is_verified: isVerified };
  terminal.print(isJson ? JSON.stringify(body) : sentence);
}
