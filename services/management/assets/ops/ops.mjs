// Shows the events of `/ops/live` in the page of `ops/overview-page.ts`.

import { assess, severityStates, stateOf, states } from "./assess.mjs";
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
  const { tiles, dependencies, services } = assess(overview);
  const issues = overview.issues ?? [];
  for (const [id, { state, value, detail = "" }] of Object.entries(tiles)) {
    const tile = document.getElementById(id);
    const isZero = value === "0" || value === "0 s";
    const shown = state === "ok" && !isZero ? stateOf(tile.dataset.part, issues) : state;
    setState(tile, shown, states[shown] ?? "", tile.querySelector(".tone"));
    setText(tile.querySelector(".value"), value);
    setText(tile.querySelector(".detail"), detail);
  }
  showStates(document.querySelector("#dependencies"), dependencies);
  showStates(document.querySelector("#services"), services);
  showVerdict(issues);
  const rows = [
    ...(overview.instances ?? []).map(instance => toRow(instance, toReadiness(instance))),
    ...(overview.lost_instances ?? []).map(instance => toRow(instance, toLoss(instance, overview.at))),
  ];
  document.querySelector("#instances").replaceChildren(...rows);
  addPoint(overview);
  drawCharts();
}

function showVerdict(issues) {
  const verdict = document.querySelector("#verdict");
  const worst = ["critical", "warning"].find(each => issues.some(({ severity }) => severity === each));
  const count = issues.length === 1 ? "One thing needs attention" : `${issues.length} things need attention`;
  setState(
    verdict,
    severityStates[worst] ?? "ok",
    issues.length === 0 ? "Everything is working" : count,
    verdict.querySelector("h2"),
  );
  const list = verdict.querySelector("ul");
  // Screen readers announce only changes, and new items alone.
  for (const item of [...list.children]) if (!issues.some(({ id }) => id === item.dataset.id)) item.remove();
  for (const [i, issue] of issues.entries()) {
    const known = [...list.children].find(({ dataset }) => dataset.id === issue.id);
    const item = known ?? toIssueItem(issue);
    if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
    item.dataset.state = severityStates[issue.severity];
    for (const field of ["title", "effect", "remedy"]) setText(item.querySelector(`.issue-${field}`), issue[field]);
  }
}

function toIssueItem({ id, runbook_url }) {
  const item = document.createElement("li");
  item.dataset.id = id;
  const parts = ["title", "effect", "remedy"].map(field => {
    const part = document.createElement("p");
    part.className = field === "title" ? "issue-title tone" : `issue-${field}`;
    return part;
  });
  const link = toElement("a", "Runbook");
  link.href = runbook_url;
  const more = document.createElement("p");
  more.append(link);
  item.append(...parts, more);
  return item;
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

function toReadiness({ is_ready, checks }) {
  const failing = Object.entries(checks).flatMap(([check, state]) => (state === "ok" ? [] : check));
  return toTone(is_ready ? "ok" : "act", is_ready ? "Ready" : `Not ready: ${failing.join(", ")}`);
}

function toLoss({ seen_at }, now) {
  const seconds = Math.max(0, Date.parse(now) - Date.parse(seen_at)) / 1_000;
  return toTone("act", `Lost, last seen ${formatAge(seconds)} ago`);
}

function toTone(state, text) {
  const element = toElement("span", text);
  element.className = "tone";
  element.dataset.state = state;
  return element;
}

/** @param state element that describes whether the process works */
function toRow(instance, state) {
  const spool =
    instance.spool_bytes === null
      ? "none"
      : `${formatBytes(instance.spool_bytes)}, ${formatAge(instance.spool_age_seconds ?? 0)} old`;
  const cells = {
    Service: instance.service,
    State: state,
    "Host and process": `${instance.host}, ${instance.pid}`,
    Version: instance.version,
    "Running for": formatAge((Date.parse(instance.seen_at) - Date.parse(instance.started_at)) / 1_000),
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
