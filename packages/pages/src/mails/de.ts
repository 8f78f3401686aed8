import type { WorkspaceRole } from "@shunt/contracts/roles";
import type { MailTexts, ReleaseCause, RestrictedLink, SignInChange } from "./en.ts";

const signInChanges: Record<SignInChange, string> = {
  "password-changed": "Ihr Passwort wurde geändert. Alle anderen Sitzungen sind beendet.",
  "password-reset":
    "Ihr Passwort wurde mit einem Link zurückgesetzt, der an diese Adresse ging. Alle Sitzungen und geteilten Berichte sind beendet, " +
    "alle API-Schlüssel gelöscht und alle Webhooks ausgeschaltet. Schalten Sie die Webhooks ein, die Ihre sind.",
  "totp-enabled": "Die Zwei-Faktor-Anmeldung wurde eingeschaltet.",
  "totp-disabled": "Die Zwei-Faktor-Anmeldung wurde ausgeschaltet.",
  "recovery-code-used":
    "Jemand hat sich mit einem Wiederherstellungscode angemeldet. Der Code lässt sich nicht noch einmal verwenden.",
  "recovery-codes-replaced": "Neue Wiederherstellungscodes wurden erstellt. Die alten gelten nicht mehr.",
};

const roles: Record<WorkspaceRole, string> = {
  owner: "Inhaber",
  admin: "Verwalter",
  editor: "Bearbeiter",
  viewer: "Leser",
};

const releaseCauses: Record<ReleaseCause, string> = {
  "verified elsewhere": "Ein anderer Arbeitsbereich hat durch DNS nachgewiesen, dass sie ihm gehört",
  "removed by an administrator": "Die Administration hat sie entfernt",
};

const restrictions: Record<RestrictedLink["kind"], { done: string; effect: string }> = {
  blocked: { done: "gesperrt", effect: "gesperrt: Besucher sehen eine Fehlerseite statt des Ziels" },
  unsafe: { done: "als unsicher markiert", effect: "als unsicher markiert: Besucher sehen vor dem Ziel eine Warnung" },
};

export const de: MailTexts = {
  verifyEmail: ({ appUrl, page, hours }) => ({
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    text: `Mit dieser E-Mail-Adresse wurde ein Konto bei ${appUrl} angelegt.

Wenn es Ihres ist, bestätigen Sie die Adresse auf dieser Seite:

${page}

Der Link gilt einmal und läuft nach ${hours} Stunden ab.

Wenn Sie sich nicht registriert haben, ist nichts zu tun.
`,
  }),
  knownAddress: ({ appUrl }) => ({
    subject: "Sie haben schon ein Konto",
    text: `Diese E-Mail-Adresse wurde bei ${appUrl} eingegeben, um sich zu registrieren oder als neue Adresse eines Kontos. Sie gehört \
schon zu Ihrem Konto, und nichts hat sich geändert.

Wenn Sie es waren, melden Sie sich wie gewohnt an, oder setzen Sie Ihr Passwort zurück, falls Sie es vergessen haben. Wenn nicht, \
ist nichts zu tun.
`,
  }),
  resetPassword: ({ appUrl, page }) => ({
    subject: "Setzen Sie Ihr Passwort zurück",
    text: `Für Ihr Konto bei ${appUrl} wurde ein neues Passwort angefordert.

Auf dieser Seite wählen Sie es:

${page}

Der Link gilt einmal und läuft nach einer Stunde ab. Ein neues Passwort meldet Sie überall ab, beendet Ihre geteilten Berichte, löscht \
Ihre API-Schlüssel und schaltet Ihre Webhooks aus.

Wenn Sie das nicht angefordert haben, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
`,
  }),
  confirmNewEmail: ({ appUrl, page }) => ({
    subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
    text: `Ein Konto bei ${appUrl} soll diese E-Mail-Adresse bekommen.

Auf dieser Seite bestätigen Sie die Adresse:

${page}

Der Link gilt einmal und läuft nach 24 Stunden ab, oder früher, wenn Sie sich in der Sitzung abmelden, in der die Änderung begann.

Wenn Sie das nicht angefordert haben, ist nichts zu tun: Es ändert sich nichts.
`,
  }),
  emailChanges: ({ appUrl }) => ({
    subject: "Ihre E-Mail-Adresse soll geändert werden",
    text: `Für Ihr Konto bei ${appUrl} wurde eine neue E-Mail-Adresse angefordert, von einer angemeldeten Sitzung aus und mit Ihrem Passwort. \
Die Adresse ändert sich, sobald die neue bestätigt ist.

Wenn Sie es waren, ist nichts zu tun. Wenn nicht, setzen Sie sofort Ihr Passwort zurück: Das bricht auch die Änderung ab.
`,
  }),
  emailChanged: ({ appUrl }) => ({
    subject: "Ihre E-Mail-Adresse wurde geändert",
    text: `Die E-Mail-Adresse Ihres Kontos bei ${appUrl} wurde geändert. Diese Adresse gehört nicht mehr zum Konto.

Wenn Sie es nicht waren, wenden Sie sich sofort an einen Administrator: Mit dieser Adresse können Sie das Passwort nicht mehr \
zurücksetzen.
`,
  }),
  signInChanged: ({ appUrl, email, change }) => ({
    subject: "Sicherheitshinweis zu Ihrem Konto",
    text: `${signInChanges[change]}

Es geht um das Konto ${email} bei ${appUrl}.

Wenn Sie es waren, ist nichts zu tun. Wenn nicht, setzen Sie sofort Ihr Passwort zurück, und wenden Sie sich an einen Administrator.
`,
  }),
  invitation: ({ appUrl, page, invitedBy, workspace, role }) => ({
    subject: `${invitedBy} lädt Sie ein: ${workspace}`,
    text: `${invitedBy} lädt Sie in den Arbeitsbereich „${workspace}“ bei ${appUrl} ein, mit der Rolle ${roles[role]}.

Um beizutreten, öffnen Sie diese Seite, und melden Sie sich mit dieser E-Mail-Adresse an oder registrieren Sie sich mit ihr:

${page}

Der Link gilt einmal und läuft nach sieben Tagen ab.

Wenn Sie nicht wissen, wer das ist, ist nichts zu tun.
`,
  }),
  domainReleased: ({ appUrl, host, links, cause }) => ({
    subject: `Ihr Arbeitsbereich hat die Domain ${host} nicht mehr`,
    text: `Ihr Arbeitsbereich bei ${appUrl} hat die Domain ${host} nicht mehr: ${releaseCauses[cause]}.

${links === 0 ? "Sie hatte keine Links." : `Zahl der Links darauf: ${links}. Sie sind mit ihren Statistiken noch in Ihrem Arbeitsbereich, aber Besucher können sie nicht öffnen.`}

Wenn die Domain Ihnen gehört, fügen Sie sie wieder hinzu und setzen Sie ihren DNS-Eintrag.${links === 0 ? "" : " Dann gelten Ihre Links darauf wieder."}
`,
  }),
  webhookDisabled: ({ page, url, reason }) => ({
    subject: `Ihr Webhook zu ${new URL(url).host} wurde ausgeschaltet`,
    text: `Ihr Webhook ${url} wurde ausgeschaltet.

Grund: ${reason}. Neue Ereignisse werden nicht mehr gesendet.

Wenn der Empfänger wieder arbeitet, schalten Sie den Webhook hier ein:

${page}

Wartende Zustellungen werden dann gesendet, wenn sie nicht älter als drei Tage sind. Fehlgeschlagene können Sie dort noch einmal senden.
`,
  }),
  unnamedLinksRestricted: ({ appUrl }) => ({
    subject: "Links wurden gesperrt oder als unsicher markiert",
    text: `Ein Administrator oder eine Liste schädlicher Seiten hat Links eines Kontos bei ${appUrl} eingeschränkt, das mit dieser E-Mail-Adresse \
registriert wurde.

Wenn es Ihr Konto ist, melden Sie sich an: Die Liste der Links zeigt, welche es sind. Nichts wurde gelöscht. Wenn Sie das für einen \
Irrtum halten, wenden Sie sich an einen Administrator.

Wenn Sie sich nicht registriert haben, ist nichts zu tun.
`,
  }),
  linksRestricted: ({ appUrl, count, named }) => {
    const [first] = named as [RestrictedLink];
    const entries = named.map(
      ({ kind, shortUrl, targetUrl, reason }) => `${shortUrl}
  führt zu ${targetUrl}
  ${restrictions[kind].effect}
  Grund: ${reason ?? "nicht angegeben"}
`,
    );
    const more = count - named.length;
    return {
      subject:
        count === 1
          ? `Ihr Link ${first.shortUrl} wurde ${restrictions[first.kind].done}`
          : `${count} Ihrer Links wurden gesperrt oder als unsicher markiert`,
      text: `Ein Administrator oder eine Liste schädlicher Seiten hat Links Ihres Kontos bei ${appUrl} eingeschränkt.

${entries.join("\n")}${more > 0 ? `\n… und ${more} weitere. Die Liste der Links zeigt alle.\n` : ""}
Nichts wurde gelöscht. Wenn Sie das für einen Irrtum halten, wenden Sie sich an einen Administrator.
`,
    };
  },
};
