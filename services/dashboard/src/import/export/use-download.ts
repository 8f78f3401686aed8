import { useState } from "react";
import { useProblemText } from "../../ui/problem-text.ts";
import { saveFile } from "../../ui/save-file.ts";
import { showToast } from "../../ui/toast.ts";

export interface Download {
  /** Bytes so far. */
  received: number;
  stop: () => void;
}

/** Saves the body of a response as a file, and counts its bytes on the way. */
export function useDownload() {
  const toText = useProblemText();
  const [download, setDownload] = useState<Download>();
  const start = async (name: string, request: (signal: AbortSignal) => Promise<Response>) => {
    const abort = new AbortController();
    setDownload({ received: 0, stop: () => abort.abort() });
    try {
      const response = await request(abort.signal);
      const parts = await collect(response, received => setDownload(before => before && { ...before, received }));
      saveFile(new Blob(parts, { type: response.headers.get("content-type") ?? "" }), name);
    } catch (err) {
      if (!abort.signal.aborted) showToast({ text: toText(err as Error), isError: true });
    } finally {
      setDownload(undefined);
    }
  };
  return { download, start };
}

async function collect({ body }: Response, onReceived: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    parts.push(next.value);
    received += next.value.length;
    onReceived(received);
  }
  return parts;
}
