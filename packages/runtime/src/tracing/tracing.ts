import type { Attributes, Span } from "@opentelemetry/api";

export type { Span };

export interface SpanOptions {
  /** Of a small set: what differs from one to the next stands in the attributes. */
  name: string;
  kind?: "server" | "client" | "producer" | "consumer" | "internal";
  /**
   * Above it: a span, or what another process has told of one by its `traceparent`. By default that within which this is asked
   * for; but none for what others have sent.
   */
  parent?: Span | string | undefined;
  /** What led to it without being its parent. */
  links?: readonly (Span | string)[];
  attributes?: Attributes;
}

/** What a service writes of its traces. Where tracing is off there is none, and nothing of it is loaded. */
export interface Tracing {
  /**
   * Whether something that begins here is to be traced: as who called has decided, else by lot.
   *
   * @param traceparent of who called (https://www.w3.org/TR/trace-context/)
   */
  isChosen(traceparent?: string): boolean;
  /** Begins a span, which whoever asked for it has to end. */
  begin(options: SpanOptions): Span;
  /** Runs work, and all that it leads to, within a span. */
  within<T>(span: Span, work: () => T): T;
  /** Runs work outside of what is traced. */
  outside<T>(work: () => T): T;
  /** Runs work within a span of its own, which ends with it. */
  run<T>(options: SpanOptions, work: (span: Span) => T): T;
  /** The span within which this is called; undefined outside of what is traced. */
  active(): Span | undefined;
  /** Notes that it failed, and by what kind of error: its message may hold what a visitor has sent. */
  fail(span: Span, err: unknown): void;
  /** What tells another process of a span. */
  toTraceparent(span: Span): string;
  /** What a line of the log that is written now is to carry. */
  readonly logFields: () => { trace_id?: string; span_id?: string };
  /** Sends what there is, in bounded time. */
  stop(): Promise<void>;
}
