import { catalogue } from "../../messages/catalogue.ts";

export const signInMessages = catalogue({ en: () => import("./en.ts") });
