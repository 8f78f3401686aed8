import { type GuardedFetch, RefusedTargetError } from "@shunt/runtime/outbound";
import { expect, test } from "vitest";
import { checkDestination } from "./check-destination.ts";

const failWith = (code: string) => Object.assign(new Error("failed"), { code });

/** Checks a destination whose request fails. */
function check(err: Error) {
  const fetch = Object.assign(() => Promise.reject(err), { stop: async () => {} }) satisfies GuardedFetch;
  return checkDestination(fetch, "https://example.com/", "Shunt");
}

test.each([
  { what: "a resolver that fails", err: failWith("EAI_AGAIN"), kind: "unclear", reason: /looked up/ },
  { what: "an expired certificate", err: failWith("CERT_HAS_EXPIRED"), kind: "failed", reason: /CERT_HAS_EXPIRED/ },
  {
    what: "a certificate that cannot be verified",
    err: failWith("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
    kind: "failed",
    reason: /UNABLE_TO_VERIFY/,
  },
  { what: "a silent server", err: failWith("UND_ERR_CONNECT_TIMEOUT"), kind: "failed", reason: /in time/ },
  { what: "a name that does not exist", err: failWith("ENOTFOUND"), kind: "hidden", reason: /no public address/ },
  { what: "an internal address", err: new RefusedTargetError("10.0.0.1"), kind: "hidden", reason: /no public address/ },
])("checkDestination returns $kind for $what", async ({ err, kind, reason }) => {
  expect(await check(err)).toEqual({
    kind,
    reason: expect.stringMatching(reason),
    httpStatus: null,
    redirectsTo: null,
  });
});
