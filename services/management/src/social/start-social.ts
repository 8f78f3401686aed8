import type { Lifecycle } from "@shunt/runtime";
import type { Config } from "../config.ts";
import type { Social } from "./social-context.ts";

/** Opens what the social module has of its own. */
export function startSocial(_config: Config, _lifecycle: Lifecycle): Social {
  return { deliverNotifications: () => {} };
}
