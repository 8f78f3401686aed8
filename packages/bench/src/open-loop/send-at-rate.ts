import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface RateOptions {
  origin: string;
  /** Complete requests, sent in this order, cyclically. */
  requests: readonly string[];
  connections: number;
  /** Requests a second. */
  rate: number;
  seconds: number;
}

export interface RateResult {
  /** Time from each request to its response (ms), in the order of the responses. */
  latencies: number[];
  /** Time in which the requests were sent (ms). */
  tookMs: number;
  /** Responses other than redirects, and requests without a response. */
  failures: number;
}

const endOfHead = "\r\n\r\n";
const redirect = "HTTP/1.1 30";
/** Time for the last responses. */
const patienceMs = 10_000;

/**
 * Sends requests at a fixed rate, whether or not the server has answered earlier ones, so that latencies include the time in
 * a queue. The server must answer without bodies. Occupies a processor, because timers are not precise enough.
 */
export async function sendAtRate(options: RateOptions): Promise<RateResult> {
  const { rate, seconds, requests } = options;
  const lines = await Promise.all(Array.from({ length: options.connections }, () => openLine(options.origin)));
  const total = rate * seconds;
  const startedAt = performance.now();
  let sent = 0;
  await new Promise<void>(resolve => {
    const sendDue = () => {
      const due = Math.min(total, ((performance.now() - startedAt) * rate) / 1_000);
      for (; sent < due; sent++) lines[sent % lines.length]?.send(requests[sent % requests.length] ?? "");
      if (sent < total) setImmediate(sendDue);
      else resolve();
    };
    sendDue();
  });
  const tookMs = performance.now() - startedAt;
  const answered = Promise.all(lines.map(line => line.idle()));
  await Promise.race([answered, new Promise(resolve => setTimeout(resolve, patienceMs).unref())]);
  for (const line of lines) line.close();
  const latencies = lines.flatMap(line => line.latencies);
  return { latencies, tookMs, failures: total - latencies.length };
}

/** A connection whose responses arrive in the order of its requests (RFC 9112, 9.3.2). */
interface Line {
  send(request: string): void;
  /** Of redirects (ms). */
  readonly latencies: readonly number[];
  /** Resolves once all requests are answered, or the connection is closed. */
  idle(): Promise<void>;
  close(): void;
}

async function openLine(origin: string): Promise<Line> {
  const { hostname, port } = new URL(origin);
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, "connect");
  const sentAt: number[] = [];
  const latencies: number[] = [];
  let answered = 0;
  let rest = "";
  let wake = () => {};
  socket.setEncoding("latin1");
  socket.on("error", () => {});
  socket.on("close", () => wake());
  socket.on("data", (text: string) => {
    const at = performance.now();
    rest += text;
    for (let end = rest.indexOf(endOfHead); end >= 0; end = rest.indexOf(endOfHead)) {
      // The rest of the connection would be misread.
      if (!rest.startsWith(redirect)) return void socket.destroy();
      latencies.push(at - (sentAt[answered] ?? at));
      answered += 1;
      rest = rest.slice(end + endOfHead.length);
    }
    wake();
  });
  return {
    latencies,
    send(request) {
      sentAt.push(performance.now());
      socket.write(request);
    },
    idle: () =>
      new Promise(resolve => {
        wake = () => {
          if (answered === sentAt.length || socket.destroyed) resolve();
        };
        wake();
      }),
    close: () => socket.destroy(),
  };
}
