import { catalogue } from "../../messages/catalogue.ts";

export const chartMessages = catalogue({ en: () => import("./en.ts") });
