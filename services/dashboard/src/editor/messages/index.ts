import { catalogue } from "../../messages/catalogue.ts";

export const editorMessages = catalogue({ en: () => import("./en.ts") });
