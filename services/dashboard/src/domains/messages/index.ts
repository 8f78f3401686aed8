import { catalogue } from "../../messages/catalogue.ts";

export const domainMessages = catalogue({ en: () => import("./en.ts") });
