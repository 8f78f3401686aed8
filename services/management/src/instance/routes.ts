import type { Instance } from "@shunt/contracts/accounts";
import { codeLengths } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import { version } from "@shunt/runtime";
import type { Express } from "express";
import type { Config } from "../config.ts";
import { type HttpDeps, serve } from "../http/index.ts";

const cachedSeconds = 60;

export function addInstanceRoutes(app: Express, context: HttpDeps): void {
  const instance = toInstance(context.config);
  serve(app, context, operations.getInstance, async (_ctx, _input, res) => {
    res.setHeader("Cache-Control", `public, max-age=${cachedSeconds}`);
    return instance;
  });
}

function toInstance({ instanceName, baseUrl, auth, links, social, media }: Config): Instance {
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
