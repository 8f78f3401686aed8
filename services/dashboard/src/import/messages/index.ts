import { catalogue } from "../../messages/catalogue.ts";

export const importMessages = catalogue({ en: () => import("./en.ts") });
