import { catalogue } from "../../../messages/catalogue.ts";

export const rulesMessages = catalogue({ en: () => import("./en.ts") });
