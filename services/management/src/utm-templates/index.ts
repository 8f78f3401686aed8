export type { UtmTemplatesDeps } from "./deps.ts";
export { createUtmFill, fillUtmFields } from "./fill-utm-fields.ts";
export { addUtmTemplateRoutes } from "./routes.ts";
