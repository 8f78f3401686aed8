import type { TestPerson } from "./make-people.ts";

export interface TestStream {
  events: { id: string; event: string; data: unknown }[];
  ended: Promise<void>;
  leave(): Promise<void>;
}

/** @param path below the service's URL */
export async function watchStream(
  url: string,
  { token }: Pick<TestPerson, "token">,
  path: string,
): Promise<TestStream> {
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(url + path, { headers, signal: leaving.signal });
  if (answer.headers.get("content-type") !== "text/event-stream") throw new Error(`${answer.status} is no stream`);
  const events: TestStream["events"] = [];
  const reading = (async () => {
    let text = "";
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      const found = [...text.matchAll(/id: (.*)\nevent: (.*)\ndata: (.*)\n\n/g)];
      const parsed = found.map(([, id = "", event = "", data = ""]) => ({ id, event, data: JSON.parse(data) }));
      events.splice(0, events.length, ...parsed);
    }
  })();
  const ended = reading.catch((err: unknown) => {
    if (!leaving.signal.aborted) throw err;
  });
  return {
    events,
    ended,
    leave() {
      leaving.abort();
      return ended;
    },
  };
}
