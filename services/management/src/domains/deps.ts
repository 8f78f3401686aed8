import type { ChangesDeps } from "../changes/index.ts";
import type { HttpDeps } from "../http/index.ts";
import type { TargetsDeps } from "../targets/index.ts";
import type { FindCodeDomains } from "./code-domains.ts";

/**
 * Returns the TXT records of a name, each as an array of its strings.
 *
 * @throws Error with a `code` of Node's DNS errors
 */
export type ResolveTxt = (name: string) => Promise<string[][]>;

export interface DomainsDeps extends HttpDeps, ChangesDeps, TargetsDeps {
  findDomains: FindCodeDomains;
  resolveTxt: ResolveTxt;
}
