import type { Terminal } from "./terminal.ts";

/**
 * Whether the operator agrees, by `--yes` or an answer. Notes a refusal.
 *
 * @param advice completes the error where no question can be asked: "add --yes to promote it"
 * @throws Error without a terminal and without `--yes`
 */
export async function confirmChange(
  terminal: Terminal,
  { isAgreed, question, advice }: { isAgreed: boolean; question: string; advice: string },
): Promise<boolean> {
  if (isAgreed) return true;
  if (!terminal.isInteractive) throw new Error(advice);
  if (await terminal.confirm(question)) return true;
  terminal.note("nothing changed");
  return false;
}
