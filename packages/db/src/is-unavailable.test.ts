import { expect, test } from "vitest";
import { isUnavailable } from "./is-unavailable.ts";

test.each([
  ["XX000", "server closed the connection unexpectedly", true],
  ["XX000", "could not receive data from server: Connection reset by peer", true],
  ["XX000", "cache lookup failed for type 42", false],
  ["08006", "connection to the remote node failed", true],
  ["28P01", 'password authentication failed for user "shunt"', true],
  ["3D000", 'database "shunt" does not exist', true],
  ["25006", "cannot execute INSERT in a read-only transaction", true],
  ["25001", "VACUUM cannot run inside a transaction block", false],
  ["23505", "duplicate key value violates unique constraint", false],
])("an error with SQLSTATE %s and the message %s: unavailable is %s", (code, message, expected) => {
  expect(isUnavailable(Object.assign(new Error(message), { code }))).toBe(expected);
});
