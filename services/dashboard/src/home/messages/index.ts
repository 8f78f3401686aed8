import { catalogue } from "../../messages/catalogue.ts";

export const homeMessages = catalogue({ en: () => import("./en.ts") });
