import { fieldProblem } from "@shunt/contracts/problem";
import { dictionary } from "@zxcvbn-ts/language-common";

/** 49,000 passwords from leaks, in lower case. */
const common = new Set(dictionary["passwords-common"]);

/**
 * Refuses the passwords that attackers try first (OWASP ASVS 5.0, 6.2.4).
 *
 * @param pointer of the field that holds the password
 * @throws Problem "validation-failed"
 */
export function assertUncommonPassword(password: string, pointer: string): void {
  if (!common.has(password.toLowerCase())) return;
  throw fieldProblem(pointer, "is too common; choose another one");
}
