import type { ChangesDeps } from "../changes/index.ts";
import type { HttpDeps } from "../http/index.ts";
import type { TargetsDeps } from "../targets/index.ts";
import type { FindCodeDomains } from "./code-domains.ts";

/** Each record is an array of strings. @throws Error with a `code` of Node's DNS errors */
export type ResolveTxt = (name: string) => Promise<string[][]>;

export interface DomainsDeps extends HttpDeps, ChangesDeps, TargetsDeps {
  findDomains: FindCodeDomains;
  resolveTxt: ResolveTxt;
}
