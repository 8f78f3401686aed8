import { catalogue } from "../../messages/catalogue.ts";

export const adminMessages = catalogue({ en: () => import("./en.ts") });
