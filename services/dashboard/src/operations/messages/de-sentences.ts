import type { OpsSentenceTexts } from "@shunt/contracts/admin";
import { formatNumber, plural } from "../../messages/format.ts";
import { formatAge } from "../format.ts";

const services = { redirect: "Redirect", management: "Management", worker: "Worker" };
const toClicks = (n: number) => plural(n, { one: "1 Klick", other: `${formatNumber(n)} Klicks` });
const toBatches = (n: number) => `${formatNumber(n)} Stapel`;

export const sentences: OpsSentenceTexts = {
  "postgres-away": () => "Postgres antwortet nicht.",
  "redis-away": () => "Redis antwortet nicht.",
  "queue-redis-away": () => "Das Redis der Warteschlange antwortet nicht.",
  "cache-redis-away": () => "Das Redis des Caches antwortet nicht.",
  "clickhouse-away": () => "ClickHouse antwortet nicht.",
  "none-running": ({ service }) => `Es läuft kein ${services[service]}.`,
  "none-ready": ({ service, checks }) => `Kein ${services[service]} ist bereit: ${checks}.`,
  "some-not-ready": ({ service, checks, failing, all }) =>
    `${failing} von ${all} Prozessen (${services[service]}) ${plural(failing, { one: "ist", other: "sind" })} nicht bereit: ${checks}.`,
  "spool-old": ({ hosts }) => `Die Warteschlange nimmt die Klicks von ${hosts} nicht an.`,
  "spool-refused": ({ hosts }) => `Die Platte von ${hosts} nimmt keine Klicks an.`,
  "spool-left": ({ hosts }) => `Auf der Platte von ${hosts}, wo kein Redirect läuft, liegen Klicks.`,
  "none-counted": () => "Klicks warten, und keiner wird gezählt.",
  "clicks-late": ({ age }) => `Klicks werden ${formatAge(age)} zu spät gezählt.`,
  "webhooks-late": ({ age }) => `Webhooks werden ${formatAge(age)} zu spät gesendet.`,
  "changes-late": ({ changes }) =>
    plural(changes, {
      one: "1 Änderung hat den Cache nicht erreicht.",
      other: `${formatNumber(changes)} Änderungen haben den Cache nicht erreicht.`,
    }),
  "dead-batches": ({ batches }) =>
    `${toBatches(batches)} ${plural(batches, { one: "ließ", other: "ließen" })} sich nicht zählen.`,
  "dead-clicks": ({ clicks }) =>
    plural(clicks, {
      one: "1 Klick ließ sich nicht zählen.",
      other: `${formatNumber(clicks)} Klicks ließen sich nicht zählen.`,
    }),
  "dead-batches-and-clicks": ({ batches, clicks }) =>
    `${toBatches(batches)} und ${toClicks(clicks)} ließen sich nicht zählen.`,
  "webhooks-fail": ({ webhooks }) =>
    plural(webhooks, { one: "1 Webhook schlägt fehl.", other: `${formatNumber(webhooks)} Webhooks schlagen fehl.` }),

  "clicks-wait": ({ clicks }) =>
    plural(clicks, {
      one: "1 Klick wartet; keiner geht verloren.",
      other: `${formatNumber(clicks)} Klicks warten; keiner geht verloren.`,
    }),
  "some-clicks-wait": () => "Klicks warten; keiner geht verloren.",
  "new-clicks-wait": () => "Neue Klicks warten; keiner geht verloren.",
  "links-redirect": () => "Links im Arbeitsspeicher und in Redis leiten weiter. API, Anmeldung und Webhooks warten.",
  "questions-fail": () => "Links leiten weiter. Fragen nach Klicks werden mit 503 beantwortet.",
  "clicks-on-disk": () => "Klicks bleiben auf den Platten der Redirects. Keiner geht verloren, solange dort Platz ist.",
  "links-from-postgres": () =>
    "Redirects lesen Links aus dem Arbeitsspeicher und aus Postgres. Prozesse können ihren Zustand nicht melden.",
  "visitors-get-errors": () => "Wer einen Kurzlink öffnet, sieht einen Fehler.",
  "api-may-fail": () => "Die API und diese Seite antworten vielleicht nicht.",
  "webhooks-wait": () => "Auch Webhooks und Aufräumarbeiten warten.",
  "others-work": () => "Die anderen Prozesse übernehmen die Arbeit.",
  "spool-age": ({ age }) =>
    `Sie warten seit ${formatAge(age)} auf der Platte. Keiner geht verloren, solange dort Platz ist.`,
  "clicks-in-memory": () =>
    "Klicks bleiben im Speicher des Redirects, bis die Warteschlange sie annimmt, höchstens 100.000. Bei einem Absturz gingen diese verloren.",
  "spool-not-counted": () => "Sie werden nicht gezählt. Keiner geht verloren, solange es die Platte gibt.",
  "statistics-late": () => "Die Statistiken hinken hinterher.",
  "deliveries-wait": ({ deliveries }) =>
    plural(deliveries, {
      one: "1 Zustellung wartet; keine geht verloren.",
      other: `${formatNumber(deliveries)} Zustellungen warten; keine geht verloren.`,
    }),
  "former-destinations": () => "Geänderte Links führen vielleicht noch zum früheren Ziel.",
  "dead-kept": () => "Sie sind aufbewahrt und fehlen in den Statistiken. Stapel werden nach 30 Tagen gelöscht.",
  "deliveries-retried": () =>
    "Zustellungen werden drei Tage lang wiederholt. Danach wird der Webhook ausgeschaltet, und sein Eigentümer bekommt eine Mail.",

  "start-postgres": () =>
    "Starten Sie Postgres, oder stellen Sie sein Netz wieder her. Nach einem Upgrade führen Sie die Migrationen aus. Kein Dienst braucht einen Neustart.",
  "start-redis": () =>
    "Starten Sie Redis, stellen Sie sein Netz wieder her, oder geben Sie ihm mehr Arbeitsspeicher oder Platte. Kein Dienst braucht einen Neustart.",
  "start-clickhouse": () =>
    "Starten Sie ClickHouse, stellen Sie sein Netz oder den Benutzer aus CLICKHOUSE_URL wieder her, oder geben Sie ihm mehr Arbeitsspeicher oder Platte. `shunt doctor` zeigt, was fehlt. Kein Dienst braucht einen Neustart.",
  "start-service": ({ service }) =>
    `Starten Sie einen Prozess (${services[service]}). Wenn er von selbst geendet hat, steht der Grund in seinem Protokoll.`,
  "last-process": ({ pid, host, age }) =>
    `Der letzte, Prozess ${pid} auf ${host}, hat sich vor ${formatAge(age)} gemeldet.`,
  "restore-check": ({ service }) =>
    `Stellen Sie wieder her, was die Prüfung nennt. Der Grund steht im Protokoll (${services[service]}) bei „not ready“.`,
  "give-queue-room": () =>
    "Geben Sie dem Redis der Warteschlange mehr Arbeitsspeicher oder Platte, oder stellen Sie sein Netz wieder her.",
  "free-spool": () =>
    "Schaffen Sie Platz auf der Platte von CLICK_SPOOL_DIR. Der Grund steht im Protokoll des Redirects bei „click spool not written“.",
  "start-redirect-there": () => "Starten Sie einen Redirect mit dieser Platte. Er reicht die Klicks weiter.",
  "fix-batches": () =>
    "Beheben Sie, was im Protokoll der Worker bei „batch failed“ steht, etwa eine volle Platte von Postgres.",
  "add-workers": () =>
    "Warten Sie, wenn die Zahl sinkt. Sonst starten Sie weitere Worker, solange Postgres Reserven hat.",
  "check-sending": () => "Starten Sie weitere Worker, und prüfen Sie, ob sie das Internet erreichen.",
  "restore-cache": () =>
    "Stellen Sie das Redis des Caches wieder her. Sonst steht der Grund im Protokoll der Worker bei „outbox not swept“.",
  redrive: () =>
    "`shunt clicks dead` zeigt die Gründe. Beheben Sie die Ursache, und führen Sie dann `shunt clicks redrive` aus.",
  "check-receivers": () =>
    "Wenn viele fehlschlagen, prüfen Sie, ob die Worker das Internet erreichen. Sonst müssen die Empfänger etwas tun.",
};
