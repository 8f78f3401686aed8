import { catalogue } from "../../../messages/catalogue.ts";

export const invitationsMessages = catalogue({
  en: () => import("./en.ts"),
  de: () => import("./de.ts"),
  fr: () => import("./fr.ts"),
  es: () => import("./es.ts"),
});
