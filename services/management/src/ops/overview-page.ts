import { createPageShell, type Html, html } from "@shunt/runtime";
import type { Response } from "express";
import type { Operator } from "./ops-session.ts";

const shell = createPageShell({
  head: html`<link rel="icon" href="/ops/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/ops/assets/ops.css">
<script type="module" src="/ops/assets/ops.mjs"></script>`,
  sources: "script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'",
  formAction: "'self'",
});

interface Tile {
  id: string;
  title: string;
  /** The part of the overview that issues name. */
  part?: string;
  chart?: { field: string; unit: string };
}

const tiles: readonly Tile[] = [
  { id: "depth", part: "queue", title: "Clicks in the queue", chart: { field: "queue_clicks", unit: "clicks" } },
  { id: "oldest", part: "queue", title: "Oldest batch", chart: { field: "oldest_age_seconds", unit: "seconds" } },
  { id: "lag", part: "lag", title: "Ingest lag", chart: { field: "lag_seconds", unit: "seconds" } },
  { id: "clicks", title: "Clicks per minute", chart: { field: "clicks_per_minute", unit: "clicks" } },
  { id: "dead", part: "dead_letters", title: "Dead letters" },
  { id: "webhooks", part: "webhooks", title: "Webhook backlog" },
  { id: "outbox", part: "outbox", title: "Cache updates pending" },
  { id: "totals", title: "Links and accounts" },
];

/** The page has no values yet; `ops.mjs` fills them in. @param formField that every form needs */
export function sendOverviewPage(res: Response, operator: Operator, formField: Html): void {
  const body = html`<header>
<h1><img src="/ops/assets/icon.svg" alt="" width="28" height="28"> Shunt operations</h1>
<p id="connection" class="connection tone" role="status" data-state="watch">Connecting</p>
<nav aria-label="Operations">
<a href="/ops/queues">Queues</a>
<a href="/docs">API</a>
</nav>
<form method="post" action="/ops/sign-out">
${formField}
<span>${operator.email}</span>
<button>Sign out</button>
</form>
</header>
<main>
<noscript><p class="card">This page needs JavaScript. Without it, use <code>GET /api/v1/ops/overview</code>.</p></noscript>
<section id="verdict" class="card verdict" aria-live="polite" data-state="unknown">
<h2 class="verdict-title tone">Waiting for the first values</h2>
<ul class="issues"></ul>
</section>
<section aria-label="Numbers" class="tiles">
${tiles.map(toTile)}
</section>
<section class="card half">
<h2>Dependencies</h2>
<ul id="dependencies" class="states"></ul>
</section>
<section class="card half">
<h2>Services</h2>
<ul id="services" class="states"></ul>
</section>
<section class="card">
<h2>Instances</h2>
<table>
<thead><tr><th scope="col">Service</th><th scope="col">State</th><th scope="col">Host and process</th><th scope="col">Version</th><th scope="col">Running for</th><th scope="col">Memory</th><th scope="col">Event-loop lag</th><th scope="col">Spool</th></tr></thead>
<tbody id="instances"></tbody>
</table>
<p class="note">A process that crashes, hangs or is cut off is lost within 15 seconds. It leaves this list when another one starts on its host, or after a day.</p>
</section>
</main>`;
  res
    .set({ ...shell.headers, "Referrer-Policy": "same-origin" })
    .type("html")
    .send(shell.render("Shunt operations", body));
}

function toTile({ id, part, title, chart }: Tile): Html {
  return html`<article id="${id}" class="card tile" data-part="${part ?? ""}" data-state="unknown">
<h2 class="tile-title">${title}</h2>
<p class="tile-state tone"></p>
<p class="value">–</p>
<p class="detail"></p>
${chart ? html`<figure data-field="${chart.field}" data-unit="${chart.unit}"><svg role="img" aria-label="No history yet" viewBox="0 0 300 60" preserveAspectRatio="none"></svg><figcaption></figcaption></figure>` : ""}
</article>
`;
}
