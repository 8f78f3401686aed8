import type { OpsSentenceTexts } from "@shunt/contracts/admin";
import { formatNumber, plural } from "../../messages/format.ts";
import { formatAge } from "../format.ts";

const services = { redirect: "redirection", management: "gestion", worker: "worker" };
const toClicks = (n: number) => plural(n, { one: `${formatNumber(n)} clic`, other: `${formatNumber(n)} clics` });
const toBatches = (n: number) => plural(n, { one: `${formatNumber(n)} lot`, other: `${formatNumber(n)} lots` });
const couldNot = (n: number) => plural(n, { one: "n’a pas pu être compté", other: "n’ont pas pu être comptés" });

export const sentences: OpsSentenceTexts = {
  "postgres-away": () => "Postgres ne répond pas.",
  "redis-away": () => "Redis ne répond pas.",
  "queue-redis-away": () => "Le Redis de la file ne répond pas.",
  "cache-redis-away": () => "Le Redis du cache ne répond pas.",
  "clickhouse-away": () => "ClickHouse ne répond pas.",
  "none-running": ({ service }) => `Aucun processus du service ${services[service]} ne tourne.`,
  "none-ready": ({ service, checks }) => `Aucun processus du service ${services[service]} n’est prêt : ${checks}.`,
  "some-not-ready": ({ service, checks, failing, all }) =>
    plural(failing, {
      one: `${failing} processus sur ${all} du service ${services[service]} n’est pas prêt : ${checks}.`,
      other: `${failing} processus sur ${all} du service ${services[service]} ne sont pas prêts : ${checks}.`,
    }),
  "spool-old": ({ hosts }) => `La file ne prend pas les clics de ${hosts}.`,
  "spool-refused": ({ hosts }) => `Le disque de ${hosts} n’accepte pas de clics.`,
  "spool-left": ({ hosts }) => `Des clics restent sur le disque de ${hosts}, où aucune redirection ne tourne.`,
  "none-counted": () => "Des clics attendent, et aucun n’est compté.",
  "clicks-late": ({ age }) => `Les clics sont comptés avec ${formatAge(age)} de retard.`,
  "webhooks-late": ({ age }) => `Les webhooks sont envoyés avec ${formatAge(age)} de retard.`,
  "changes-late": ({ changes }) =>
    plural(changes, {
      one: `${formatNumber(changes)} modification n’a pas atteint le cache.`,
      other: `${formatNumber(changes)} modifications n’ont pas atteint le cache.`,
    }),
  "dead-batches": ({ batches }) => `${toBatches(batches)} ${couldNot(batches)}.`,
  "dead-clicks": ({ clicks }) => `${toClicks(clicks)} ${couldNot(clicks)}.`,
  "dead-batches-and-clicks": ({ batches, clicks }) =>
    `${toBatches(batches)} et ${toClicks(clicks)} ${couldNot(batches + clicks)}.`,
  "webhooks-fail": ({ webhooks }) =>
    plural(webhooks, {
      one: `${formatNumber(webhooks)} webhook échoue.`,
      other: `${formatNumber(webhooks)} webhooks échouent.`,
    }),

  "clicks-wait": ({ clicks }) =>
    plural(clicks, {
      one: `${formatNumber(clicks)} clic attend ; aucun n’est perdu.`,
      other: `${formatNumber(clicks)} clics attendent ; aucun n’est perdu.`,
    }),
  "some-clicks-wait": () => "Des clics attendent ; aucun n’est perdu.",
  "new-clicks-wait": () => "Les nouveaux clics attendent ; aucun n’est perdu.",
  "links-redirect": () =>
    "Les liens en mémoire et dans Redis redirigent encore. L’API, la connexion et les webhooks attendent.",
  "questions-fail": () => "Les liens redirigent. Les questions sur les clics reçoivent une erreur 503.",
  "clicks-on-disk": () =>
    "Les clics restent sur les disques de la redirection. Aucun n’est perdu tant qu’il y a de la place.",
  "links-from-postgres": () =>
    "La redirection lit les liens en mémoire et dans Postgres. Les processus ne peuvent pas signaler leur état.",
  "visitors-get-errors": () => "Les visiteurs des liens courts voient une erreur.",
  "api-may-fail": () => "L’API et cette page peuvent ne pas répondre.",
  "webhooks-wait": () => "Les webhooks et l’entretien attendent aussi.",
  "others-work": () => "Les autres processus font son travail.",
  "spool-age": ({ age }) =>
    `Ils attendent depuis ${formatAge(age)} sur disque. Aucun n’est perdu tant qu’il y a de la place.`,
  "clicks-in-memory": () =>
    "Les clics restent dans la mémoire de la redirection jusqu’à ce que la file les prenne, 100 000 au plus. Une panne du processus les perdrait.",
  "spool-not-counted": () => "Ils ne sont pas comptés. Aucun n’est perdu tant que le disque existe.",
  "statistics-late": () => "Les statistiques ont du retard.",
  "deliveries-wait": ({ deliveries }) =>
    plural(deliveries, {
      one: `${formatNumber(deliveries)} envoi attend ; aucun n’est perdu.`,
      other: `${formatNumber(deliveries)} envois attendent ; aucun n’est perdu.`,
    }),
  "former-destinations": () => "Les liens modifiés mènent peut-être encore à leur ancienne destination.",
  "dead-kept": () =>
    "Ils sont conservés et manquent dans les statistiques. Les lots sont supprimés au bout de 30 jours.",
  "deliveries-retried": () =>
    "Les envois sont réessayés pendant trois jours, puis le webhook est désactivé et son propriétaire reçoit un e-mail.",

  "start-postgres": () =>
    "Démarrez Postgres ou rétablissez son réseau. Après une mise à niveau, exécutez les migrations. Aucun service n’est à redémarrer.",
  "start-redis": () =>
    "Démarrez Redis, rétablissez son réseau, ou donnez-lui de la mémoire ou du disque. Aucun service n’est à redémarrer.",
  "start-clickhouse": () =>
    "Démarrez ClickHouse, rétablissez son réseau ou l’utilisateur de CLICKHOUSE_URL, ou donnez-lui de la mémoire ou du disque. `shunt doctor` indique ce qui manque. Aucun service n’est à redémarrer.",
  "start-service": ({ service }) =>
    `Démarrez un processus du service ${services[service]}. S’il s’est arrêté de lui-même, son journal dit pourquoi.`,
  "last-process": ({ pid, host, age }) =>
    `Le dernier, processus ${pid} sur ${host}, s’est signalé il y a ${formatAge(age)}.`,
  "restore-check": ({ service }) =>
    `Rétablissez ce que la vérification nomme. Le journal du service ${services[service]} dit pourquoi, à « not ready ».`,
  "give-queue-room": () => "Donnez de la mémoire ou du disque au Redis de la file, ou rétablissez son réseau.",
  "free-spool": () =>
    "Libérez de la place sur le disque de CLICK_SPOOL_DIR. Le journal de la redirection dit pourquoi, à « click spool not written ».",
  "start-redirect-there": () => "Démarrez une redirection sur ce disque ; elle les transmettra.",
  "fix-batches": () =>
    "Corrigez ce que le journal des workers nomme à « batch failed », par exemple un disque plein de Postgres.",
  "add-workers": () => "Attendez si le chiffre baisse. Sinon, ajoutez des workers tant que Postgres a de la capacité.",
  "check-sending": () => "Ajoutez des workers, et vérifiez qu’ils atteignent Internet.",
  "restore-cache": () =>
    "Rétablissez le Redis du cache. Sinon, le journal des workers dit pourquoi, à « outbox not swept ».",
  redrive: () => "`shunt clicks dead` liste les raisons. Corrigez la cause, puis exécutez `shunt clicks redrive`.",
  "check-receivers": () =>
    "Si beaucoup échouent, vérifiez que les workers atteignent Internet. Sinon, c’est aux destinataires d’agir.",
};
