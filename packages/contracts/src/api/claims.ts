import { z } from "zod";
import { InstantText } from "../instant.ts";
import { Link } from "./links.ts";

/** Time to claim a link that was created without an account (days). */
export const claimDays = 7;
const maxClaims = 20;

const LinkClaim = z
  .object({
    secret: z.string().describe("Send it to `POST /urls/claim` once you have an account. Shown only now."),
    expires_at: InstantText.describe("When the secret ends."),
  })
  .meta({ id: "LinkClaim" });

export const CreatedLink = Link.extend({
  claim: LinkClaim.nullable().describe("Makes a link that was created without an account yours; `null` for others."),
}).meta({ id: "CreatedLink" });
export type CreatedLink = z.infer<typeof CreatedLink>;

export const ClaimLinks = z
  .strictObject({
    secrets: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(maxClaims)
      .describe(`The secrets from the responses that created the links, 1 to ${maxClaims}.`),
  })
  .meta({
    id: "ClaimLinks",
    examples: [{ secrets: ["AZqytHweelOfDj17jyxqEH5eS0hVw1vXbLwP0mTzqk6c2fEIXoYBvuGCJ2Q1dKpR"] }],
  });
export type ClaimLinks = z.infer<typeof ClaimLinks>;
