import { catalogue } from "../../messages/catalogue.ts";

export const labelMessages = catalogue({ en: () => import("./en.ts") });
