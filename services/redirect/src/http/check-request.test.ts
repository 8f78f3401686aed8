import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import { listen } from "@shunt/runtime";
import { expect, onTestFinished, test, vi } from "vitest";
import { checkRequests } from "./check-request.ts";

/** Runs `checkRequests`; `passed` is the target that the listener receives. */
function check(url: string, host: string) {
  const listener = vi.fn((request: IncomingMessage) => request.url);
  const answered = vi.fn();
  const response = { writeHead: vi.fn(() => response), end: vi.fn() };
  const passed = checkRequests(listener, { answered })(
    { url, headers: { host } } as IncomingMessage,
    response as unknown as ServerResponse,
  );
  return { passed, listener, answered, response };
}

test("checkRequests encodes backslashes in a target", () => {
  expect(check("/abc\\\\?x=\\", "a.example").passed).toBe("/abc%5C%5C?x=%5C");
});

test("checkRequests refuses a Host longer than any name", () => {
  const { listener, answered, response } = check("/abc", `a.${"a".repeat(14_500)}.example`);

  expect(response.writeHead).toHaveBeenCalledExactlyOnceWith(
    400,
    expect.objectContaining({ "Content-Type": "application/problem+json" }),
  );
  expect(answered).toHaveBeenCalledExactlyOnceWith("malformed-request", "none", 0);
  expect(listener).not.toHaveBeenCalled();
});

test.each([
  ["/abc", "go.example.com:", "/abc go.example.com"],
  ["/abc", "Go.Example.com.:", "/abc Go.Example.com."],
  ["/abc", "[2001:DB8::1]:", "/abc [2001:DB8::1]"],
  ["/abc", "go.example.com:8000", "/abc go.example.com:8000"],
  ["/abc", "redirect_pods:80", "/abc redirect_pods:80"],
  ["//abc", "a.example", "//abc a.example"],
  ["/abc%20/http://B", "a.example", "/abc%20/http://B a.example"],
  ["HTTP://Localhost/Abc", "a.example", "http://Localhost/Abc a.example"],
  ["hTTps://go.example.com:/abc", "a.example", "https://go.example.com:/abc a.example"],
])("checkRequests lets Hono's adapter accept the target %s with the host %j", async (target, host, passed) => {
  const listener = getRequestListener((_request, env) => {
    const { url, headers } = (env as { incoming: IncomingMessage }).incoming;
    return new Response(`${url} ${headers.host}`);
  });
  const { port, stop } = await listen(createServer(checkRequests(listener, { answered: vi.fn() })), 0);
  onTestFinished(stop);
  const socket = connect(port, "127.0.0.1");

  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(answer).toContain(passed);
});
