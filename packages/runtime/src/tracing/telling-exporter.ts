import type { ExportResult } from "@opentelemetry/core";
import type { SpanExporter } from "@opentelemetry/sdk-trace";

export interface ExportListener {
  /** The collector no longer takes traces; not told again until it has. */
  onFailing: (err: unknown) => void;
  onRecovered: () => void;
}

/** Tells when traces cease to arrive, and when they arrive again. */
export function tellingExporter(exporter: SpanExporter, { onFailing, onRecovered }: ExportListener): SpanExporter {
  let isFailing = false;
  const note = ({ error }: ExportResult) => {
    if (error !== undefined && !isFailing) onFailing(error);
    if (error === undefined && isFailing) onRecovered();
    isFailing = error !== undefined;
  };
  return {
    export(spans, callBack) {
      exporter.export(spans, result => {
        note(result);
        callBack(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
