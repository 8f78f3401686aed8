import { catalogue } from "../../messages/catalogue.ts";

export const accountMessages = catalogue({ en: () => import("./en.ts") });
