import type { Instance } from "@shunt/contracts/accounts";
import { codeLengths } from "@shunt/contracts/links";
import { version } from "@shunt/runtime";
import type { Config } from "../config.ts";

/** Name, features and limits of this installation, for everyone to see. */
export function toInstance({ instanceName, baseUrl, auth, links, social, media }: Config): Instance {
  return {
    name: instanceName,
    version,
    short_url_base: baseUrl,
    registration_enabled: auth.isRegistrationEnabled,
    anonymous_links_enabled: links.isAnonymousEnabled,
    social_enabled: social.isEnabled,
    uploads_enabled: social.isEnabled && (media.dir !== undefined || media.bucket !== undefined),
    email_verification: auth.emailVerification,
    short_codes: {
      min_length: codeLengths.min,
      max_length: codeLengths.max,
      generated_length: links.codeLength,
      is_case_sensitive: links.isCaseSensitive,
    },
  };
}
