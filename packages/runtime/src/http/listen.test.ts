import { Agent, createServer, get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
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
  const onOpenConnection = await request(port, agent);
  released.resolve();

  expect(onOpenConnection.headers.connection).toBe("close");
  expect((await slow).statusCode).toBe(200);
  (await slow).resume();
  await stopped;
  await expect(request(port, new Agent())).rejects.toThrow("ECONNREFUSED");
});

test("stop closes a connection without a request", async () => {
  const { port, stop } = await listen(createServer(), 0);
  const socket = connect(port, "127.0.0.1");
  await new Promise(resolve => socket.once("connect", resolve));
  const closed = new Promise(resolve => socket.once("close", resolve));

  await stop();
  await closed;
});
