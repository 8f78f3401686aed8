import { z } from "zod";

/**
 * What the edge does for visitors besides redirecting them. Stored in `links.rules`, null for a plain link. Only this file and the
 * edge look into it; everything between them passes it on as it is. There are no rules yet.
 */
export const LinkRules = z.strictObject({});
export type LinkRules = z.infer<typeof LinkRules>;
