import { catalogue } from "../../messages/catalogue.ts";

export const linksMessages = catalogue({ en: () => import("./en.ts") });
