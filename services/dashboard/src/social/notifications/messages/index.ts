import { catalogue } from "../../../messages/catalogue.ts";

export const notificationMessages = catalogue({ en: () => import("./en.ts") });
