import type { ExportResult } from "@opentelemetry/core";
import type { SpanExporter } from "@opentelemetry/sdk-trace";

export interface ExportListener {
  /** Called once when exports begin to fail, and again only after a recovery. */
  onFailing: (err: unknown) => void;
  onRecovered: () => void;
}

/** Notifies the listener when exports begin to fail and when they recover. */
export function withExportListener(exporter: SpanExporter, { onFailing, onRecovered }: ExportListener): SpanExporter {
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
