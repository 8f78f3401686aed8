import { formatNumber } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about:
    "Links, Domains, Webhooks, Schlagwörter und Ordner gehören zu einem Arbeitsbereich. Seine Mitglieder teilen sie.",
  alone: "Sie sind das einzige Mitglied.",
  cancel: "Abbrechen",
  joined: when => `dabei seit: ${when}`,
  leave: "Verlassen",
  leaveAbout: "Sie verlieren sofort den Zugang zu den Links und Zahlen. Was Sie dort angelegt haben, bleibt.",
  leaveTitle: name => `„${name}“ verlassen?`,
  left: name => `Sie haben ${name} verlassen`,
  memberCount: n => `${formatNumber(n)} Mitglieder`,
  membersOf: name => `Mitglieder von ${name}`,
  name: "Name",
  personal: "Ihrer",
  personalAbout: "Was Sie anlegen, kommt hierher.",
  remove: "Entfernen",
  removeAbout: "Das Mitglied verliert sofort den Zugang. Links, die es angelegt hat, bleiben.",
  removed: name => `${name} ist kein Mitglied mehr`,
  removeOf: name => `${name} entfernen`,
  removeTitle: name => `${name} entfernen?`,
  rename: "Umbenennen",
  renamed: name => `Umbenannt in ${name}`,
  renameOf: name => `${name} umbenennen`,
  renameTitle: "Arbeitsbereich umbenennen",
  roleChanged: (name, role) => `Neue Rolle von ${name}: ${role}`,
  roleOf: name => `Rolle von ${name}`,
  roles: { owner: "Inhaber", admin: "Verwalter", editor: "Bearbeiter", viewer: "Leser" },
  save: "Speichern",
  title: "Arbeitsbereiche",
  you: "Sie",
};
