import { readdir, rm, writeFile } from "node:fs/promises";
import { runCommand } from "@shunt/dev";
import { waitFor } from "@shunt/testing";
import { expect, onTestFinished, test } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { operatorEnv, signInAsOperator } from "../harness/operator.ts";
import { startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

/** Runs a process in its own mount namespace with a 256 kB disk at the given directory. */
const onSmallDisk = (spoolDir: string) => [
  ...["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"],
  ...['mkdir -p "$0" && mount -t tmpfs -o size=256k tmpfs "$0" && exec "$@"', spoolDir],
];

const onePixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** Limits files to 1 kB: writes beyond fail as on a full disk. */
const withSmallFiles = () => ["sh", "-c", 'trap "" XFSZ; ulimit -f 2; exec "$@"', "sh"];

const canMount = await runCommand("unshare", [
  "--user",
  "--map-root-user",
  "--mount",
  "mount",
  "-t",
  "tmpfs",
  "tmpfs",
  "/mnt",
]).then(
  () => true,
  () => false,
);

test.runIf(canMount)("the redirect loses no click when the spool's disk fills up under load", async () => {
  const shunt = await startShunt({ toPrefix: onSmallDisk, env: operatorEnv });
  onTestFinished(() => shunt.stop());
  const operator = await signInAsOperator(shunt);
  const spool = `/proc/${shunt.redirect.pid}/root${shunt.redirect.spoolDir}`;
  const ballast = `${spool}/ballast`;
  const readSegments = async () => (await readdir(spool, { recursive: true })).filter(name => name.endsWith(".clicks"));
  const failures = () => shunt.redirect.metric("shunt_spool_write_failures_total");
  const visitors = new Visitors({ links: await makeLinks(await shunt.signUp()), pods: shunt.pods });
  await visitors.go();

  await writeFile(ballast, Buffer.alloc(1_000_000)).catch(() => {});
  // The first failure leaves a partly written segment, the next ones empty segments.
  await waitFor(async () => (await failures()) > 2, { what: "writes to the spool to fail" });
  await visitors.go();
  await operator.untilSeen(({ issues }) => issues.some(({ id }) => id === "spool-refused"), {
    what: "operators to see that the disk takes no clicks",
  });
  await writeFile(ballast, "");
  // A write that failed before the disk had room may be counted a moment later, but before the responses to these visits.
  await visitors.go();
  const before = await failures();
  await visitors.go(1_000);
  await operator.untilSeen(({ issues }) => issues.length === 0, {
    what: "operators to see that it takes clicks again",
  });

  expectExact(await readLedger(shunt, await visitors.stop()));
  expect(await failures()).toBe(before);
  // Segments stay for a few seconds after the queue has acknowledged them.
  await waitFor(async () => (await readSegments()).length === 0, { what: "shipped segments to be deleted" });
  expect(await shunt.redirect.metric("shunt_clicks_dropped_total")).toBe(0);
});

test.runIf(canMount)("POST /media answers 503 while the disk is full, and 201 once it has room", async () => {
  const shunt = await startShunt({ toManagementPrefix: onSmallDisk });
  onTestFinished(() => shunt.stop());
  const { MEDIA_DIR } = shunt.env;
  const disk = `/proc/${shunt.management.pid}/root${MEDIA_DIR}`;
  const { headers } = await shunt.signUp();
  const upload = async () => {
    const answer = await fetch(`${shunt.env.APP_URL}/api/v1/media`, {
      method: "POST",
      headers: { ...headers, "content-type": "image/gif" },
      body: onePixel,
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  await writeFile(`${disk}/ballast`, Buffer.alloc(1_000_000)).catch(() => {});

  const refused = await upload();
  const countPictures = () => shunt.db.selectFrom("social.media").select("id").execute();
  expect([refused.status, refused.body.code, await countPictures()]).toEqual([503, "unavailable", []]);
  await rm(`${disk}/ballast`);
  const taken = await upload();

  expect([taken.status, await countPictures()]).toEqual([201, [{ id: taken.body.media_id }]]);
  expect((await fetch(taken.body.url)).status).toBe(200);
});

test("the redirect loses no click when each segment is written only in part", async () => {
  const shunt = await startShunt({ toPrefix: withSmallFiles });
  onTestFinished(() => shunt.stop());
  const visitors = new Visitors({
    links: await makeLinks(await shunt.signUp()),
    pods: shunt.pods,
    count: 16,
    pauseMs: 1,
  });
  await visitors.go(3_000);

  expectExact(await readLedger(shunt, await visitors.stop()));
  expect(await shunt.redirect.metric("shunt_spool_write_failures_total")).toBeGreaterThan(0);
});
