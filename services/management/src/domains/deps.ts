import type { ChangesDeps } from "../changes/index.ts";
import type { HttpDeps } from "../http/index.ts";
import type { TargetsDeps } from "../targets/index.ts";
import type { FindCodeDomains } from "./code-domains.ts";

/** All TXT records of a name, each in the parts that it came in. @throws Error with the `code` of Node's DNS errors */
export type ResolveTxt = (name: string) => Promise<string[][]>;

/** What the verbs of this feature work with. */
export interface DomainsDeps extends HttpDeps, ChangesDeps, TargetsDeps {
  findDomains: FindCodeDomains;
  resolveTxt: ResolveTxt;
}
