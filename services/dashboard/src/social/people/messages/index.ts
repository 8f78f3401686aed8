import { catalogue } from "../../../messages/catalogue.ts";

export const peopleMessages = catalogue({ en: () => import("./en.ts") });
