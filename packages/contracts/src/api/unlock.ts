import { z } from "zod";
import { HostName } from "../host-name.ts";
import { InstantText } from "../instant.ts";
import { TriedPassword } from "../link/link-password.ts";
import { linkParameters, toGivenLink } from "./code-names.ts";
import { VisitedLink } from "./link-ref.ts";

/** Header that carries the password in place of the body. */
export const linkPasswordHeader = "x-link-password";

export const UnlockLink = z
  .strictObject({
    ...linkParameters(VisitedLink, "The short URL, also with a path behind its code, or the code."),
    domain: HostName.optional().describe("The custom domain of a code; by default the shared domain."),
    password: TriedPassword.optional().describe(
      "The password of the link. Omit it if the header `X-Link-Password` has it, which takes ASCII only.",
    ),
  })
  .transform(toGivenLink)
  .meta({ examples: [{ link: "https://go.example.com/h7Kq2Xw", password: "open sesame" }] });
export type UnlockLink = z.infer<typeof UnlockLink>;

export const UnlockedLink = z
  .object({
    url: z
      .string()
      .describe(
        "The short URL with a ticket. Request it to get the redirect, which counts as the click. It works for a minute.",
      ),
    expires_at: InstantText.describe("When the ticket expires."),
  })
  .meta({ id: "UnlockedLink" });
export type UnlockedLink = z.infer<typeof UnlockedLink>;

/** Where the page of a locked link sends its form. Below `/api`, which every proxy routes to management. */
export const unlockFormPath = "/api/v1/unlock-form";

/** The form of the page of a locked link. */
export const UnlockForm = z.object({
  domain_id: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  code: z.string().min(1).max(2_048),
  /** Path and query of the visit, to which the ticket is added. */
  target: z
    .string()
    .max(8_192)
    .regex(/^\/[!"$-~]*$/)
    .optional()
    .catch(undefined),
  password: TriedPassword.catch(""),
});
export type UnlockForm = z.infer<typeof UnlockForm>;
