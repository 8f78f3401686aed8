import { catalogue } from "../../messages/catalogue.ts";

export const qrMessages = catalogue({ en: () => import("./en.ts") });
