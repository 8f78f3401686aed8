import type { AuthDeps } from "../auth/index.ts";
import type { BodyReader } from "./body/read-body.ts";

export interface HttpDeps extends AuthDeps {
  bodies: BodyReader;
}
