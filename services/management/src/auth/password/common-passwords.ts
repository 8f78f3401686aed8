import { refuseField } from "@shunt/contracts/problem";
import { dictionary } from "@zxcvbn-ts/language-common";

/** What attackers try first: 49,000 passwords from leaks, without case. */
const common = new Set(dictionary["passwords-common"]);

/**
 * Refuses passwords that are tried before all others (OWASP ASVS 5.0, 6.2.4).
 *
 * @param pointer of the field that holds it
 * @throws Problem "validation-failed"
 */
export function assertUncommonPassword(password: string, pointer: string): void {
  if (!common.has(password.toLowerCase())) return;
  throw refuseField(pointer, "is one of those that are tried first; choose another one");
}
