import { startReceiver } from "@shunt/testing";

export interface SentSpan {
  service: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  attributes: Record<string, unknown>;
  /** Ids of linked spans. */
  links: string[];
  isError: boolean;
}

export interface Collector {
  url: string;
  received: { headers: Record<string, unknown>; body: string }[];
  spans(): SentSpan[];
  stop(): Promise<void>;
}

type Values = { key: string; value: { stringValue?: string; intValue?: number } }[];

interface Sent {
  resourceSpans: {
    resource: { attributes: Values };
    scopeSpans: {
      spans: (Pick<SentSpan, "traceId" | "spanId" | "name"> & {
        parentSpanId?: string;
        attributes: Values;
        links?: { spanId: string }[];
        status: { code?: number };
      })[];
    }[];
  }[];
}

const error = 2;

/** A trace collector for OTLP over HTTP with JSON. @param answers false: accepts requests and never answers */
export async function startCollector({ answers = true } = {}): Promise<Collector> {
  const receiver = await startReceiver(res => {
    if (answers) res.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  return {
    url: receiver.url,
    received: receiver.received,
    spans: () => receiver.received.flatMap(({ body }) => toSpans(JSON.parse(body) as Sent)),
    stop: receiver.stop,
  };
}

function toSpans({ resourceSpans }: Sent): SentSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(toRecord(resource.attributes)["service.name"]);
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, attributes, links = [], status }) => ({
        service,
        traceId,
        spanId,
        parentSpanId,
        name,
        attributes: toRecord(attributes),
        links: links.map(link => link.spanId),
        isError: status.code === error,
      })),
    );
  });
}

function toRecord(values: Values): Record<string, unknown> {
  return Object.fromEntries(values.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
}
