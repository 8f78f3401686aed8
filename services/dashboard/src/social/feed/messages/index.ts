import { catalogue } from "../../../messages/catalogue.ts";

export const feedMessages = catalogue({ en: () => import("./en.ts") });
