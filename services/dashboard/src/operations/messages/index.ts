import { catalogue } from "../../messages/catalogue.ts";

export const operationsMessages = catalogue({ en: () => import("./en.ts") });
