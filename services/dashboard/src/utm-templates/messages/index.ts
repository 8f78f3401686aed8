import { catalogue } from "../../messages/catalogue.ts";

export const utmTemplateMessages = catalogue({ en: () => import("./en.ts") });
