import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { listen } from "./listen.ts";

function request(port: number, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ port, agent }, answer => {
      answer.resume();
      answer.once("end", () => resolve(answer));
    }).once("error", reject);
  });
}

test("stop answers requests in flight and on open connections, and closes these connections", async () => {
  const released = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    if (request.headers["x-slow"]) await released.promise;
    response.end("fine");
  });
  const { port, stop } = await listen(server, 0);
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  await request(port, agent);

  const slow = new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, headers: { "x-slow": "1" } }, resolve).once("error", reject);
  });
  await new Promise(resolve => server.once("request", resolve));
  const stopped = stop();
  await vi.waitUntil(() => !server.listening);
  const onOpenConnection = await request(port, agent);
  released.resolve();

  expect(onOpenConnection.headers.connection).toBe("close");
  expect((await slow).statusCode).toBe(200);
  (await slow).resume();
  await stopped;
  await expect(request(port, new Agent())).rejects.toThrow("ECONNREFUSED");
});

test("stop answers requests on connections that were waiting to be accepted", async () => {
  const { port, stop } = await listen(
    createServer((_request, response) => void response.end("fine")),
    0,
  );
  const requests = Array.from({ length: 50 }, () => get({ port, agent: new Agent() }));
  const answers = requests.map(
    each => new Promise((resolve, reject) => each.once("error", reject).once("response", resolve)),
  );
  const connected = requests.map(async each => {
    const [socket] = await once(each, "socket");
    await once(socket, "connect");
  });
  await Promise.all(connected);

  const stopped = stop();

  for (const answer of (await Promise.all(answers)) as IncomingMessage[]) {
    expect(answer.statusCode).toBe(200);
    answer.resume();
  }
  await stopped;
});

test("stop closes a connection without a request", async () => {
  const { port, stop } = await listen(createServer(), 0);
  const socket = connect(port, "127.0.0.1");
  await new Promise(resolve => socket.once("connect", resolve));
  const closed = new Promise(resolve => socket.once("close", resolve));
  const startedAt = performance.now();

  await stop();
  await closed;
  // Well before connections with a request are closed.
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test("stop closes a connection whose response never comes", async () => {
  const server = createServer();
  const { port, stop } = await listen(server, 0);
  const failed = new Promise(resolve => get({ port, agent: new Agent() }).once("error", resolve));
  await once(server, "request");

  await stop();

  expect(await failed).toMatchObject({ code: "ECONNRESET" });
}, 15_000);

test("listen rejects a port that is taken", async () => {
  const { port, stop } = await listen(createServer(), 0);

  await expect(listen(createServer(), port)).rejects.toThrow("EADDRINUSE");

  await stop();
});

test("listen leaves errors of a running server to others", async () => {
  const server = createServer();
  const { stop } = await listen(server, 0);

  expect(server.listenerCount("error")).toBe(0);

  await stop();
});

test("stop ends its timers and stops watching arrivals", async () => {
  const server = createServer();
  const { stop } = await listen(server, 0);
  const [begin, end] = [vi.spyOn(globalThis, "setTimeout"), vi.spyOn(globalThis, "clearTimeout")];
  const watched = () => [server.listenerCount("connection"), server.listenerCount("request")];
  const [connection = 0, request = 0] = watched();

  await stop();

  const begun = begin.mock.results.map(({ value }) => value);
  expect(begun).toHaveLength(2);
  expect(end.mock.calls.map(([timer]) => timer)).toEqual(expect.arrayContaining(begun));
  // The listener that closes the connection after each response stays.
  expect(watched()).toEqual([connection, request + 1]);
});

test("stop rejects for a server that is stopped", async () => {
  const { stop } = await listen(createServer(), 0);
  await stop();

  await expect(stop()).rejects.toThrow("Server is not running");
});
