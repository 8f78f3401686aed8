import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test, vi } from "vitest";
import { checkRequests } from "./check-request.ts";

/** What becomes of a request: the target that is passed on, or the status of the answer. */
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

test("backslashes in a target are encoded", () => {
  expect(check("/abc\\\\?x=\\", "a.example").passed).toBe("/abc%5C%5C?x=%5C");
});

test("a Host longer than any name is refused before it is copied", () => {
  const { listener, answered, response } = check("/abc", `a.${"a".repeat(14_500)}.example`);

  expect(response.writeHead).toHaveBeenCalledExactlyOnceWith(
    400,
    expect.objectContaining({ "Content-Type": "application/problem+json" }),
  );
  expect(answered).toHaveBeenCalledExactlyOnceWith("malformed-request", "none", 0);
  expect(listener).not.toHaveBeenCalled();
});
