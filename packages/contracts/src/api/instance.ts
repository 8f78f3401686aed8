import { z } from "zod";

/** The facts that pages need before signing in. Contains no secrets and nothing about accounts. */
export const Instance = z
  .object({
    name: z.string().describe("Name of this installation, for titles of pages."),
    version: z.string().describe("Version of Shunt."),
    short_url_base: z.string().describe("Origin of short URLs on the shared domain, without a trailing slash."),
    registration_enabled: z
      .boolean()
      .describe("Whether people can create accounts themselves, without an invitation to a workspace."),
    anonymous_links_enabled: z.boolean().describe("Whether links can be created without an account."),
    social_enabled: z.boolean().describe("Whether posts, friends and notifications are available."),
    uploads_enabled: z.boolean().describe("Whether pictures can be uploaded for posts."),
    email_verification: z
      .enum(["off", "limited", "required"])
      .describe("Actions that need a confirmed address: none, API keys and webhooks (`limited`), or also signing in."),
    short_codes: z
      .object({
        min_length: z.int().describe("Minimum length of a chosen code without slashes, in characters."),
        max_length: z.int().describe("Maximum length of such a code, in characters."),
        generated_length: z.int().describe("Length of random codes."),
        is_case_sensitive: z.boolean().describe("Whether `Sale` and `sale` differ on the shared domain."),
      })
      .describe("Rules of short codes on the shared domain."),
  })
  .meta({ id: "Instance" });
export type Instance = z.infer<typeof Instance>;
