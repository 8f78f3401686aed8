import { catalogue } from "../../messages/catalogue.ts";

export const paletteMessages = catalogue({ en: () => import("./en.ts") });
