import type { AuthDeps } from "../auth/index.ts";
import type { BodyReader } from "./body/read-body.ts";

/** What the verbs of this feature work with. */
export interface HttpDeps extends AuthDeps {
  bodies: BodyReader;
}
