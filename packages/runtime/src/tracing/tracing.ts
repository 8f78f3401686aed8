import type { Attributes, Span } from "@opentelemetry/api";

export type { Span };

export interface SpanOptions {
  /** From a small set. Put variable parts into the attributes. */
  name: string;
  kind?: "server" | "client" | "producer" | "consumer" | "internal";
  /**
   * The parent span, or a `traceparent` from another process. Default: the active span, but no parent for the kinds `server` and
   * `consumer`.
   */
  parent?: Span | string | undefined;
  /** Spans that caused this one without being its parent. */
  links?: readonly (Span | string)[];
  attributes?: Attributes;
}

/** Traces of a service. If tracing is off, it does not exist and its libraries are not loaded. */
export interface Tracing {
  /**
   * Whether to trace work that begins here: as the caller decided, or by chance without one.
   *
   * @param traceparent from the caller (https://www.w3.org/TR/trace-context/)
   */
  isSampled(traceparent?: string): boolean;
  /** Begins a span. The caller must end it. */
  begin(options: SpanOptions): Span;
  /** Runs work, including its asynchronous part, within a span. */
  within<T>(span: Span, work: () => T): T;
  /** Runs work without an active span. */
  outside<T>(work: () => T): T;
  /** Runs work within a new span that ends with it. */
  run<T>(options: SpanOptions, work: (span: Span) => T): T;
  /** Returns the active span. */
  active(): Span | undefined;
  /** Marks a span as failed with the type of the error, not its message, which may hold text from visitors. */
  fail(span: Span, err: unknown): void;
  /** Returns the `traceparent` that passes a span to another process. */
  toTraceparent(span: Span): string;
  /** Returns the fields that link a log line to the active span. */
  readonly logFields: () => { trace_id?: string; span_id?: string };
  /** Sends the remaining spans, within 2 s. */
  stop(): Promise<void>;
}
