import { locale } from "../messages/locale.ts";
import type { Locale } from "../messages/locales.ts";

const id = "start-failure";
/** Here, as the code of all other texts may be what is missing. */
const texts: Record<Locale, { about: string; reload: string }> = {
  en: {
    about: "The dashboard could not be loaded. Check your connection, then reload the page.",
    reload: "Reload page",
  },
  de: {
    about: "Das Dashboard ließ sich nicht laden. Prüfen Sie Ihre Verbindung und laden Sie die Seite neu.",
    reload: "Seite neu laden",
  },
  fr: {
    about: "Le tableau de bord n’a pas pu être chargé. Vérifiez votre connexion, puis rechargez la page.",
    reload: "Recharger la page",
  },
  es: {
    about: "No se pudo cargar el panel. Comprueba tu conexión y recarga la página.",
    reload: "Recargar la página",
  },
};

/** Says at the edge of the page that the application does not run: a page that the build has drawn looks as if it did. */
export function showStartFailure(): void {
  if (document.getElementById(id)) return;
  const { about, reload } = texts[locale];
  const notice = document.createElement("div");
  notice.id = id;
  notice.role = "alert";
  const text = document.createElement("p");
  text.textContent = about;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = reload;
  button.addEventListener("click", () => location.reload());
  notice.append(text, button);
  document.body.append(notice);
}
