import { catalogue } from "../../messages/catalogue.ts";

export const savedViewMessages = catalogue({ en: () => import("./en.ts") });
