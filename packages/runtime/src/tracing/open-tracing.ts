import { AsyncLocalStorage } from "node:async_hooks";
import { hostname } from "node:os";
import {
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { parseTraceParent } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { version } from "../process/process-facts.ts";
import { within } from "../process/within.ts";
import { type ExportListener, withExportListener } from "./export-listener.ts";
import { createSampler } from "./sampler.ts";
import type { TracingConfig } from "./settings.ts";
import type { SpanOptions, Tracing } from "./tracing.ts";

/** Spans that wait for the collector. Further ones are dropped. */
const maxQueueSize = 2_048;
/** Serializing larger batches would block the event loop. */
const maxExportBatchSize = 128;
const exportEveryMs = 1_000;
const exportTimeoutMs = 5_000;
const stopTimeoutMs = 2_000;
/** Attributes may hold text from visitors. */
const attributeValueLengthLimit = 1_000;

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};

/** Opens tracing. Registers no global provider, so libraries with tracing of their own create no spans. */
export function openTracing(endpoint: string, config: TracingConfig, listener: ExportListener): Tracing {
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        "service.name": config.serviceName,
        "service.version": version,
        "service.instance.id": `${hostname()}/${process.pid}`,
      }),
    ),
    // `isSampled` decides before a span exists.
    sampler: new AlwaysOnSampler(),
    spanLimits: { attributeValueLengthLimit },
    spanProcessors: [toProcessor(endpoint, config, listener)],
  });
  const tracer = provider.getTracer("shunt", version);
  const isSampled = createSampler(config, () => performance.now());
  const storage = new AsyncLocalStorage<Span>();

  const begin: Tracing["begin"] = ({ name, kind = "internal", parent, links = [], attributes = {} }) => {
    const isSent = kind === "server" || kind === "consumer";
    const parentContext = toSpanContext(parent ?? (isSent ? undefined : storage.getStore()));
    const context = parentContext ? trace.setSpanContext(ROOT_CONTEXT, parentContext) : ROOT_CONTEXT;
    return tracer.startSpan(name, { kind: kinds[kind], links: links.flatMap(toLink), attributes }, context);
  };
  return {
    isSampled: traceparent => isSampled(toSpanContext(traceparent)),
    begin,
    within: (span, work) => storage.run(span, work),
    outside: work => storage.exit(work),
    run(options, work) {
      const span = begin(options);
      return storage.run(span, () => ending(span, () => work(span)));
    },
    active: () => storage.getStore(),
    fail,
    toTraceparent,
    logFields() {
      const span = storage.getStore()?.spanContext();
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
    },
    // The timeout lets the process exit if the collector does not answer.
    stop: () => within(stopTimeoutMs, provider.shutdown(), "sending the last traces").catch(listener.onFailing),
  };
}

function toProcessor(endpoint: string, config: TracingConfig, listener: ExportListener): BatchSpanProcessor {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, "")}/v1/traces`,
    headers: config.headers,
    timeoutMillis: exportTimeoutMs,
  });
  return new BatchSpanProcessor({
    exporter: withExportListener(exporter, listener),
    maxQueueSize,
    maxExportBatchSize,
    scheduledDelayMillis: exportEveryMs,
    exportTimeoutMillis: exportTimeoutMs,
  });
}

function toSpanContext(from: SpanOptions["parent"]): SpanContext | undefined {
  if (typeof from !== "string") return from?.spanContext();
  const parsed = parseTraceParent(from);
  return parsed ? { ...parsed, isRemote: true } : undefined;
}

function toLink(from: Span | string): Link[] {
  const context = toSpanContext(from);
  return context ? [{ context }] : [];
}

function toTraceparent(span: Span): string {
  const { traceId, spanId } = span.spanContext();
  return `00-${traceId}-${spanId}-0${TraceFlags.SAMPLED}`;
}

function fail(span: Span, err: unknown): void {
  const { code, name } = err as { code?: unknown; name?: unknown };
  span.setAttribute("error.type", String(code ?? name ?? "unknown"));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function ending<T>(span: Span, work: () => T): T {
  try {
    const result = work();
    if (!(result instanceof Promise)) {
      span.end();
      return result;
    }
    return endingLater(span, result) as T;
  } catch (err) {
    fail(span, err);
    span.end();
    throw err;
  }
}

async function endingLater<T>(span: Span, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (err) {
    fail(span, err);
    throw err;
  } finally {
    span.end();
  }
}
