// Shows the events of `/ops/live` in the page of `ops/overview-page.ts`.

import { assess, states } from "./assess.mjs";
import { addPoint, drawCharts, setPoints } from "./charts.mjs";
import { formatAge, formatBytes, formatCount } from "./format.mjs";

const retryMs = 5_000;
/** The server sends an event every two seconds. */
const silentAfterMs = 8_000;

let lastMessageAt = Date.now();
connect();
setInterval(() => {
  if (Date.now() - lastMessageAt > silentAfterMs)
    setState(
      document.querySelector("#connection"),
      "watch",
      `No update for ${formatAge((Date.now() - lastMessageAt) / 1_000)}`,
    );
}, 1_000);

function connect() {
  const stream = new EventSource("/ops/live");
  stream.addEventListener("history", event => {
    setPoints(JSON.parse(event.data));
    drawCharts();
  });
  stream.addEventListener("overview", event => {
    lastMessageAt = Date.now();
    setState(document.querySelector("#connection"), "ok", "Live");
    show(JSON.parse(event.data));
  });
  stream.addEventListener("error", () => {
    setState(document.querySelector("#connection"), "watch", "Reconnecting");
    // Browsers reconnect by themselves unless the server refused the stream.
    if (stream.readyState === EventSource.CLOSED) void reconnect();
  });
}

async function reconnect() {
  const status = await fetch("/ops", { method: "HEAD" }).then(
    answer => answer.status,
    () => 0,
  );
  if (status === 401) location.assign("/ops/sign-in");
  else setTimeout(connect, retryMs);
}

function show(overview) {
  const { tiles, dependencies, services, troubles } = assess(overview);
  for (const [id, { state, value, detail = "" }] of Object.entries(tiles)) {
    const tile = document.getElementById(id);
    setState(tile, state, states[state] ?? "", tile.querySelector(".tone"));
    setText(tile.querySelector(".value"), value);
    setText(tile.querySelector(".detail"), detail);
  }
  showStates(document.querySelector("#dependencies"), dependencies);
  showStates(document.querySelector("#services"), services);
  showVerdict(troubles);
  document.querySelector("#instances").replaceChildren(...(overview.instances ?? []).map(instance => toRow(instance)));
  addPoint(overview);
  drawCharts();
}

function showVerdict(troubles) {
  const verdict = document.querySelector("#verdict");
  const worst = ["act", "watch", "unknown"].find(state => troubles.some(trouble => trouble.state === state)) ?? "ok";
  const count = troubles.length === 1 ? "One thing needs attention" : `${troubles.length} things need attention`;
  setState(verdict, worst, troubles.length === 0 ? "Everything is working" : count, verdict.querySelector("h2"));
  const list = verdict.querySelector("ul");
  const texts = troubles.map(({ text }) => text);
  // Screen readers announce only changes.
  if (list.dataset.shown === texts.join()) return;
  list.dataset.shown = texts.join();
  list.replaceChildren(...texts.map(text => toElement("li", text)));
}

function showStates(list, items) {
  list.replaceChildren(
    ...items.map(({ name, state, word }) => {
      const item = toElement("li", name);
      item.dataset.state = state;
      const label = toElement("b", word);
      label.className = "tone";
      item.append(label);
      return item;
    }),
  );
}

function toRow(instance) {
  const failing = Object.entries(instance.checks).flatMap(([check, state]) => (state === "ok" ? [] : check));
  const state = toElement("span", instance.is_ready ? "Ready" : `Not ready: ${failing.join(", ")}`);
  state.className = "tone";
  state.dataset.state = instance.is_ready ? "ok" : "act";
  const spool =
    instance.spool_bytes === null
      ? "none"
      : `${formatBytes(instance.spool_bytes)}, ${formatAge(instance.spool_age_seconds ?? 0)} old`;
  const cells = {
    Service: instance.service,
    State: state,
    "Host and process": `${instance.host}, ${instance.pid}`,
    Version: instance.version,
    "Running for": formatAge((Date.now() - Date.parse(instance.started_at)) / 1_000),
    Memory: formatBytes(instance.rss_bytes),
    "Event-loop lag": `${formatCount(instance.event_loop_lag_ms)} ms`,
    Spool: spool,
  };
  const row = document.createElement("tr");
  for (const [label, content] of Object.entries(cells)) {
    const cell = document.createElement("td");
    cell.dataset.label = label;
    cell.append(content);
    row.append(cell);
  }
  return row;
}

function toElement(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

/** @param word shown for the state, in `target` */
function setState(element, state, word, target = element) {
  element.dataset.state = state;
  setText(target, word);
}

/** Skips unchanged text, so that selections stay and screen readers do not repeat it. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
