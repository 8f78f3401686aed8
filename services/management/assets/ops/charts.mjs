import { formatAge, formatCount } from "./format.mjs";

const shownMs = 15 * 60_000;
/** Points further apart than this are not connected: nothing was recorded in between. */
const gapMs = 30_000;
const [width, height] = [300, 60];
const svg = "http://www.w3.org/2000/svg";

let points = [];

export function setPoints(known) {
  points = known.map(point => ({ ...point, time: Date.parse(point.at) }));
}

export function addPoint({ at, queue, ingest }) {
  const time = Date.parse(at);
  points = points.filter(point => time - point.time <= shownMs);
  points.push({
    time,
    queue_depth: queue ? queue.waiting + queue.active + queue.delayed : null,
    queue_clicks: queue ? queue.clicks : null,
    oldest_age_seconds: queue ? queue.oldest_age_seconds : null,
    lag_seconds: ingest.lag_seconds,
    clicks_per_minute: ingest.clicks_per_minute,
  });
}

export function drawCharts() {
  const now = points.at(-1)?.time;
  if (now === undefined) return;
  for (const figure of document.querySelectorAll("figure")) draw(figure, now);
}

function draw(figure, now) {
  const { field, unit } = figure.dataset;
  const values = points.map(({ time, [field]: value }) => ({ time, value }));
  const highest = Math.max(0, ...values.map(({ value }) => value ?? 0));
  const toX = time => (width * (time - now + shownMs)) / shownMs;
  const toY = value => height - 2 - ((height - 6) * value) / (highest || 1);
  const lines = toStretches(values).map(stretch => stretch.map(({ time, value }) => [toX(time), toY(value)]));
  const picture = figure.querySelector("svg");
  picture.replaceChildren(
    ...lines.map(line => toPath("area", `${toSteps(line)}L${line.at(-1)[0]} ${height}L${line[0][0]} ${height}Z`)),
    ...lines.map(line => toPath("line", toSteps(line))),
  );
  const toText =
    unit === "seconds" ? formatAge : value => `${formatCount(value)} ${value === 1 ? unit.replace(/e?s$/, "") : unit}`;
  const latest = values.at(-1).value;
  picture.setAttribute(
    "aria-label",
    `The last 15 minutes: ${latest === null ? "unknown" : toText(latest)} now, peak ${toText(highest)}`,
  );
  figure.querySelector("figcaption").replaceChildren(toSpan("Last 15 minutes"), toSpan(`Peak: ${toText(highest)}`));
}

/** Splits the line where values are missing. */
function toStretches(values) {
  const stretches = [];
  let before;
  for (const point of values) {
    if (point.value === null) {
      before = undefined;
      continue;
    }
    if (before === undefined || point.time - before.time > gapMs) stretches.push([]);
    stretches.at(-1).push(point);
    before = point;
  }
  return stretches;
}

function toSteps(line) {
  return line.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

function toPath(className, steps) {
  const path = document.createElementNS(svg, "path");
  path.setAttribute("class", className);
  path.setAttribute("d", steps);
  return path;
}

function toSpan(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}
