import type { OpsSentenceTexts } from "@shunt/contracts/admin";
import { formatNumber, plural } from "../../messages/format.ts";
import { formatAge } from "../format.ts";

const services = { redirect: "redirección", management: "gestión", worker: "worker" };
const toClicks = (n: number) => plural(n, { one: "1 clic", other: `${formatNumber(n)} clics` });
const toBatches = (n: number) => plural(n, { one: "1 lote", other: `${formatNumber(n)} lotes` });
const couldNot = (n: number) => plural(n, { one: "no se pudo contar", other: "no se pudieron contar" });

export const sentences: OpsSentenceTexts = {
  "postgres-away": () => "Postgres no responde.",
  "redis-away": () => "Redis no responde.",
  "queue-redis-away": () => "El Redis de la cola no responde.",
  "cache-redis-away": () => "El Redis de la caché no responde.",
  "clickhouse-away": () => "ClickHouse no responde.",
  "none-running": ({ service }) => `No hay ningún proceso de ${services[service]} en marcha.`,
  "none-ready": ({ service, checks }) => `Ningún proceso de ${services[service]} está listo: ${checks}.`,
  "some-not-ready": ({ service, checks, failing, all }) =>
    plural(failing, {
      one: `${failing} de ${all} procesos de ${services[service]} no está listo: ${checks}.`,
      other: `${failing} de ${all} procesos de ${services[service]} no están listos: ${checks}.`,
    }),
  "spool-old": ({ hosts }) => `La cola no recoge los clics de ${hosts}.`,
  "spool-refused": ({ hosts }) => `El disco de ${hosts} no admite clics.`,
  "spool-left": ({ hosts }) => `Hay clics en el disco de ${hosts}, donde no funciona ninguna redirección.`,
  "none-counted": () => "Hay clics que esperan y no se cuenta ninguno.",
  "clicks-late": ({ age }) => `Los clics se cuentan con ${formatAge(age)} de retraso.`,
  "webhooks-late": ({ age }) => `Los webhooks se envían con ${formatAge(age)} de retraso.`,
  "changes-late": ({ changes }) =>
    plural(changes, {
      one: "1 cambio no ha llegado a la caché.",
      other: `${formatNumber(changes)} cambios no han llegado a la caché.`,
    }),
  "dead-batches": ({ batches }) => `${toBatches(batches)} ${couldNot(batches)}.`,
  "dead-clicks": ({ clicks }) => `${toClicks(clicks)} ${couldNot(clicks)}.`,
  "dead-batches-and-clicks": ({ batches, clicks }) =>
    `${toBatches(batches)} y ${toClicks(clicks)} ${couldNot(batches + clicks)}.`,
  "webhooks-fail": ({ webhooks }) =>
    plural(webhooks, { one: "1 webhook falla.", other: `${formatNumber(webhooks)} webhooks fallan.` }),

  "clicks-wait": ({ clicks }) =>
    plural(clicks, {
      one: "1 clic espera; no se pierde ninguno.",
      other: `${formatNumber(clicks)} clics esperan; no se pierde ninguno.`,
    }),
  "some-clicks-wait": () => "Hay clics que esperan; no se pierde ninguno.",
  "new-clicks-wait": () => "Los clics nuevos esperan; no se pierde ninguno.",
  "links-redirect": () =>
    "Los enlaces en memoria y en Redis siguen redirigiendo. La API, el inicio de sesión y los webhooks esperan.",
  "questions-fail": () => "Los enlaces redirigen. Las consultas sobre clics reciben un 503.",
  "clicks-on-disk": () =>
    "Los clics se quedan en los discos de la redirección. No se pierde ninguno mientras haya espacio.",
  "links-from-postgres": () =>
    "La redirección lee los enlaces de la memoria y de Postgres. Los procesos no pueden informar de su estado.",
  "visitors-get-errors": () => "Quien abre un enlace corto ve un error.",
  "api-may-fail": () => "Puede que la API y esta página no respondan.",
  "webhooks-wait": () => "Los webhooks y el mantenimiento también esperan.",
  "others-work": () => "Los demás procesos hacen su trabajo.",
  "spool-age": ({ age }) =>
    `Esperan desde hace ${formatAge(age)} en disco. No se pierde ninguno mientras haya espacio.`,
  "clicks-in-memory": () =>
    "Los clics quedan en la memoria de la redirección hasta que la cola los recoja, 100.000 como máximo. Un fallo del proceso los perdería.",
  "spool-not-counted": () => "No se cuentan. No se pierde ninguno mientras exista el disco.",
  "statistics-late": () => "Las estadísticas van con retraso.",
  "deliveries-wait": ({ deliveries }) =>
    plural(deliveries, {
      one: "1 entrega espera; no se pierde ninguna.",
      other: `${formatNumber(deliveries)} entregas esperan; no se pierde ninguna.`,
    }),
  "former-destinations": () => "Puede que los enlaces cambiados aún lleven a su destino anterior.",
  "dead-kept": () => "Se conservan y faltan en las estadísticas. Los lotes se eliminan a los 30 días.",
  "deliveries-retried": () =>
    "Las entregas se reintentan durante tres días; después el webhook se desactiva y su propietario recibe un correo.",

  "start-postgres": () =>
    "Arranca Postgres o restablece su red. Tras una actualización, ejecuta las migraciones. No hay que reiniciar ningún servicio.",
  "start-redis": () =>
    "Arranca Redis, restablece su red o dale más memoria o disco. No hay que reiniciar ningún servicio.",
  "start-clickhouse": () =>
    "Arranca ClickHouse, restablece su red o el usuario de CLICKHOUSE_URL, o dale más memoria o disco. `shunt doctor` indica qué falta. No hay que reiniciar ningún servicio.",
  "start-service": ({ service }) =>
    `Arranca un proceso de ${services[service]}. Si terminó por sí solo, su registro dice por qué.`,
  "last-process": ({ pid, host, age }) =>
    `El último, el proceso ${pid} en ${host}, dio señales hace ${formatAge(age)}.`,
  "restore-check": ({ service }) =>
    `Restablece lo que nombra la comprobación. El registro de ${services[service]} dice por qué, en «not ready».`,
  "give-queue-room": () => "Da más memoria o disco al Redis de la cola, o restablece su red.",
  "free-spool": () =>
    "Libera espacio en el disco de CLICK_SPOOL_DIR. El registro de la redirección dice por qué, en «click spool not written».",
  "start-redirect-there": () => "Arranca una redirección con ese disco, que los enviará.",
  "fix-batches": () =>
    "Corrige lo que nombra el registro de los workers en «batch failed», como un disco lleno de Postgres.",
  "add-workers": () => "Espera si la cifra baja. Si no, añade workers mientras Postgres tenga capacidad.",
  "check-sending": () => "Añade workers y comprueba que llegan a internet.",
  "restore-cache": () =>
    "Restablece el Redis de la caché. Si no, el registro de los workers dice por qué, en «outbox not swept».",
  redrive: () => "`shunt clicks dead` muestra los motivos. Corrige la causa y ejecuta después `shunt clicks redrive`.",
  "check-receivers": () =>
    "Si fallan muchos, comprueba que los workers llegan a internet. Si no, deben actuar los responsables de los receptores.",
};
