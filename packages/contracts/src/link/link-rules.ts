import { z } from "zod";

/**
 * Extra behaviour of a link at the edge, stored in `links.rules`; null for a plain link. Only this file and the edge read it; all
 * other code passes it on unchanged. There are no rules yet.
 */
export const LinkRules = z.strictObject({});
export type LinkRules = z.infer<typeof LinkRules>;
