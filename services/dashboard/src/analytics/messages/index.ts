import { catalogue } from "../../messages/catalogue.ts";

export const analyticsMessages = catalogue({ en: () => import("./en.ts") });
