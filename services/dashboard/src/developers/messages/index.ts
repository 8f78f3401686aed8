import { catalogue } from "../../messages/catalogue.ts";

export const developersMessages = catalogue({ en: () => import("./en.ts") });
