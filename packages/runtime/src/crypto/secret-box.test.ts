import { expect, test } from "vitest";
import { createSecretBox } from "./secret-box.ts";

const box = createSecretBox({ secrets: ["a".repeat(64)], purpose: "tests", salt: "salt" });

test("seal encrypts a text differently each time, and open decrypts it", () => {
  const sealed = box.seal("Grüße");

  expect(box.open(sealed)).toBe("Grüße");
  expect(box.seal("Grüße")).not.toEqual(sealed);
});

test("open accepts older secrets in the list and no removed ones", () => {
  const sealed = box.seal("text");
  const open = (...secrets: string[]) => createSecretBox({ secrets, purpose: "tests", salt: "salt" }).open(sealed);

  expect(open("b".repeat(64), "a".repeat(64))).toBe("text");
  expect(open("b".repeat(64))).toBeUndefined();
});

test("open returns undefined for another purpose, another salt and changed bytes", () => {
  const sealed = box.seal("text");
  const secrets = ["a".repeat(64)];

  expect(createSecretBox({ secrets, purpose: "others", salt: "salt" }).open(sealed)).toBeUndefined();
  expect(createSecretBox({ secrets, purpose: "tests" }).open(sealed)).toBeUndefined();
  expect(box.open(Buffer.concat([sealed.subarray(0, -1), Buffer.of((sealed.at(-1) as number) ^ 1)]))).toBeUndefined();
});
