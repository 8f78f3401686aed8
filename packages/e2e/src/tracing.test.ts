import { randomBytes } from "node:crypto";
import { startReceiver, waitFor } from "@shunt/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { type Collector, type SentSpan, startCollector } from "./harness/start-collector.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

/** Makes a process log the SDK modules it loads. It may load the API, which does nothing alone and which metrics depend on. */
const logTracingModules = `--import=data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (String(loaded.source).includes("BatchSpanProcessor")) process.stderr.write("loaded " + url + "\\n");
      return loaded;
    },
  });
`)}`;

const newId = (bytes: number) => randomBytes(bytes).toString("hex");

describe("with a collector", () => {
  let collector: Collector;
  let shunt: Shunt;
  let owner: Owner;
  beforeAll(async () => {
    collector = await startCollector();
    shunt = await startShunt({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=secret%20of%20the%20collector",
        LOG_LEVEL: "debug",
        TRUSTED_PROXIES: "127.0.0.0/8",
        OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8",
        SMTP_URL: "smtp://127.0.0.1:9",
        EMAIL_VERIFICATION: "off",
      },
    });
    owner = await shunt.signUp();
  });
  afterAll(async () => {
    await shunt.stop();
    await collector.stop();
  });

  async function findSpan(what: string, isIt: (span: SentSpan) => boolean): Promise<SentSpan> {
    const found = await waitFor(() => collector.spans().find(isIt), { what });
    return found as SentSpan;
  }

  /** Sends a request with a sampled `traceparent`. Returns the answer and the span of the request. */
  async function sendTraced(url: string, init: RequestInit = {}) {
    const [traceId, caller] = [newId(16), newId(8)];
    const headers = { ...(init.headers as Record<string, string>), traceparent: `00-${traceId}-${caller}-01` };
    const answer = await fetch(url, { redirect: "manual", ...init, headers });
    const span = await findSpan(
      "the span of the request",
      each => each.traceId === traceId && each.parentSpanId === caller,
    );
    return { answer, span };
  }

  const visit = (path: string, headers: Record<string, string> = {}) =>
    sendTraced(`${shunt.redirect.url}/${path}`, { headers });

  const post = (path: string, body: object) =>
    sendTraced(`${shunt.env.APP_URL}/api/v1${path}`, {
      method: "POST",
      headers: { ...owner.headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  test("spans and log lines follow a click from the visit to the transaction that writes it", async () => {
    const { short_code } = await owner.makeLink();

    const { answer, span: request } = await visit(short_code);

    expect(request).toMatchObject({
      service: "shunt-redirect",
      name: "GET /:code",
      attributes: {
        "http.request.method": "GET",
        "http.route": "/:code",
        "http.response.status_code": 302,
        "url.path": `/${short_code}`,
        "shunt.outcome": "redirect",
        "shunt.request_id": answer.headers.get("x-request-id"),
      },
    });
    const sending = await findSpan(
      "the span of sending",
      ({ name, links }) => name === "send clicks" && links.includes(request.spanId),
    );
    const batch = String(sending.attributes["messaging.message.id"]);
    const taking = await findSpan(
      "the span of the ingest",
      ({ name, parentSpanId }) => name === "process clicks" && parentSpanId === sending.spanId,
    );
    expect(taking).toMatchObject({ service: "shunt-worker", traceId: sending.traceId, links: [request.spanId] });
    expect(taking.attributes["messaging.message.id"]).toBe(batch);
    const writing = await findSpan(
      "the span of writing",
      span => span.name === "write clicks" && span.parentSpanId === taking.spanId,
    );
    const transaction = await findSpan(
      "the span of the transaction",
      span => span.name === "transaction" && span.parentSpanId === writing.spanId,
    );
    await findSpan(
      "the span of the commit",
      span => span.name === "COMMIT" && span.parentSpanId === transaction.spanId,
    );
    const inside = collector.spans().filter(span => span.parentSpanId === transaction.spanId);
    expect(inside.map(({ name }) => name)).toEqual(expect.arrayContaining(["BEGIN", "INSERT", "COPY", "COMMIT"]));
    expect([request, sending, taking, writing, transaction, ...inside].filter(({ isError }) => isError)).toEqual([]);
    expect(sending.traceId).not.toBe(request.traceId);

    const lines = (service: { log: string }) => service.log.split("\n").filter(line => line.includes(batch));
    expect(lines(shunt.redirect).join()).toContain('"batch shipped"');
    const taken = await waitFor(() => lines(shunt.worker).find(line => line.includes("batch ingested")), {
      what: "the worker's log line",
    });
    expect(JSON.parse(String(taken))).toMatchObject({ clicks: 1, trace_id: sending.traceId, span_id: taking.spanId });
  });

  test("the span of an uncached visit contains its Redis and Postgres queries", async () => {
    const { span: request } = await visit("nowhere");

    const queries = ["redis", "postgresql"].map(system =>
      findSpan(
        `the span of the ${system} query`,
        ({ attributes, parentSpanId }) => attributes["db.system.name"] === system && parentSpanId === request.spanId,
      ),
    );
    expect((await Promise.all(queries)).map(({ name }) => name)).toEqual(["find links", "find links"]);
    expect(request.attributes).toMatchObject({
      "http.response.status_code": 404,
      "shunt.outcome": "missing",
      "shunt.source": "postgres",
    });
  });

  test("the redirect records no span for a visit with an unsampled or invalid traceparent", async () => {
    const { short_code } = await owner.makeLink();
    const untraced = newId(16);

    await shunt.click(short_code, { headers: { traceparent: `00-${untraced}-${newId(8)}-00` } });
    await shunt.click(short_code, { headers: { traceparent: "nonsense" } });
    await visit(short_code);

    expect(collector.spans().filter(({ traceId }) => traceId === untraced)).toEqual([]);
  });

  test("the span of POST /urls contains its transaction and statements", async () => {
    const { answer, span: request } = await post("/urls", { original_url: "https://example.com/", tags: ["traced"] });

    expect(answer.status).toBe(201);
    expect(request).toMatchObject({
      service: "shunt-management",
      name: "POST /api/v1/urls",
      attributes: { "http.route": "/api/v1/urls", "http.response.status_code": 201 },
    });
    const below = (parent: SentSpan) => collector.spans().filter(({ parentSpanId }) => parentSpanId === parent.spanId);
    const transaction = below(request).find(({ name }) => name === "transaction");
    const statements = below(transaction as SentSpan);
    expect(statements.map(({ name }) => name)).toEqual(expect.arrayContaining(["BEGIN", "INSERT", "COMMIT"]));
    expect(statements.map(({ attributes }) => attributes["db.query.text"]).join()).toContain("insert into");
  });

  test("a failed background task is logged with the trace of its request", async () => {
    const { email } = (await owner.call("GET", "/auth/me")).body;

    const { span: request } = await post("/auth/forgot-password", { email });

    const lines = () => shunt.management.log.split("\n").filter(line => line.includes(request.traceId));
    const failure = await waitFor(() => lines().find(line => line.includes("background task failed")), {
      what: "the mail to fail",
    });
    expect(JSON.parse(String(failure))).toMatchObject({ level: "error", span_id: request.spanId });
  });

  test("webhooks carry no traceparent", async () => {
    const receiver = await startReceiver();
    onTestFinished(receiver.stop);
    await owner.call("POST", "/webhooks", { url: `${receiver.url}/hook`, events: ["link.created"] });

    await post("/urls", { original_url: "https://example.com/" });
    await waitFor(() => receiver.received.length > 0, { what: "the webhook" });

    expect(receiver.received[0]?.headers).toHaveProperty("webhook-id");
    expect(receiver.received[0]?.headers).not.toHaveProperty("traceparent");
  });

  test("spans contain no secret, address or query parameter, and requests to the collector carry its key", async () => {
    const { short_code } = await owner.makeLink({ original_url: "https://example.com/?destination-of-a-link" });
    await visit(`${short_code}?utm_source=mark-of-a-visitor`, {
      "x-forwarded-for": "203.0.113.77",
      "user-agent": "agent of a visitor",
      authorization: "Bearer of a visitor",
      cookie: "cookie of a visitor",
    });
    const { key } = (await (await post("/api-keys", { name: "CI", scopes: ["read"] })).answer.json()) as {
      key: string;
    };
    await findSpan("the span of a batch", ({ name }) => name === "COPY");

    const sent = collector.received.map(({ body }) => body).join("\n");
    const leaked = [
      "203.0.113.77",
      "mark-of-a-visitor",
      "of a visitor",
      "destination-of-a-link",
      "correct horse battery",
      owner.headers.authorization?.slice("Bearer ".length) ?? "",
      key,
      shunt.env.SECRET_KEY ?? "",
      "secret of the collector",
      "127.0.0.1",
    ].filter(secret => sent.includes(secret));
    expect(leaked).toEqual([]);
    expect(sent.length).toBeGreaterThan(5_000);
    expect(collector.received.every(({ headers }) => headers["x-api-key"] === "secret of the collector")).toBe(true);
  });
});

test("a collector that never answers delays neither visits nor the stop of a service", async () => {
  const collector = await startCollector({ answers: false });
  onTestFinished(collector.stop);
  const shunt = await startShunt({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER: "always_on",
      NODE_OPTIONS: logTracingModules,
    },
  });
  onTestFinished(shunt.stop);
  const owner = await shunt.signUp();
  const { short_code } = await owner.makeLink();

  const statuses = new Set<number>();
  const visitor = async () => {
    for (let visits = 0; visits < 150; visits++) statuses.add((await shunt.click(short_code)).status);
  };
  await Promise.all(Array.from({ length: 20 }, visitor));
  await waitFor(async () => (await owner.countClicks(short_code)) > 0 && collector.received.length >= 3, {
    what: "clicks to be counted, and all services to send spans",
  });
  const services = [shunt.redirect, shunt.management, shunt.worker];
  const codes = await Promise.all(services.map(service => service.end("SIGTERM")));

  expect([...statuses]).toEqual([302]);
  expect(codes).toEqual([0, 0, 0]);
  for (const { log } of services) {
    expect(log).toContain("loaded ");
    expect(log).toContain("trace export failed");
  }
});

test("the services load no tracing SDK and log no trace_id without a collector", async () => {
  const shunt = await startShunt({ env: { NODE_OPTIONS: logTracingModules, LOG_LEVEL: "debug" } });
  onTestFinished(shunt.stop);
  const owner = await shunt.signUp();
  const { short_code } = await owner.makeLink();

  const answer = await shunt.click(short_code, { headers: { traceparent: `00-${newId(16)}-${newId(8)}-01` } });
  await waitFor(async () => (await owner.countClicks(short_code)) >= 0 && shunt.worker.log.includes("batch ingested"), {
    what: "the click to be ingested",
  });

  expect(answer.status).toBe(302);
  for (const { log } of [shunt.redirect, shunt.management, shunt.worker]) {
    expect(log).not.toContain("loaded ");
    expect(log).not.toContain("trace_id");
  }
});
