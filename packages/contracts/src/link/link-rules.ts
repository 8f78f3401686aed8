import { z } from "zod";

/**
 * Extra behaviour of a link in the redirect, stored in `links.rules`; null for a plain link. Only this file and the redirect read it; all
 * other code passes it on unchanged. There are no rules yet.
 */
export const LinkRules = z.strictObject({});
export type LinkRules = z.infer<typeof LinkRules>;
