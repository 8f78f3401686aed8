import { fieldProblem, type Problem } from "@shunt/contracts/problem";

/** Hashing takes about 0.1 s each. */
const maxPasswords = 500;

/** Returns a function that refuses the passwords of a bulk request after the first 500. Call it once for each row. */
export function createPasswordAllowance(): (row: unknown) => Problem | undefined {
  let left = maxPasswords;
  return row => {
    if (!hasPassword(row) || --left >= 0) return undefined;
    return fieldProblem(
      "/password",
      `is possible for the first ${maxPasswords} rows with a password; send the others in another request`,
    );
  };
}

function hasPassword(row: unknown): boolean {
  return typeof (row as { password?: unknown } | null)?.password === "string";
}
