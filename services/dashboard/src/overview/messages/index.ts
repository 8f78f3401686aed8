import { catalogue } from "../../messages/catalogue.ts";

export const overviewMessages = catalogue({ en: () => import("./en.ts") });
