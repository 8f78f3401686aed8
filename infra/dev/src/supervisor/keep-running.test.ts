import { expect, onTestFinished, test } from "vitest";
import { keepRunning, type Pauses, type Run } from "./keep-running.ts";

const brief: Pauses = { first: 1, longest: 8, healthyAfter: 60_000 };

function aProgram() {
  const runs: { end(how: string): void; stopped: boolean }[] = [];
  const start = async (): Promise<Run> => {
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    const run = { end, stopped: false };
    runs.push(run);
    return {
      ended,
      async stop() {
        run.stopped = true;
        end("SIGTERM");
      },
    };
  };
  return { runs, start };
}

async function keep(program: { start: () => Promise<Run> }, pauses = brief, start = program.start) {
  const lines: string[] = [];
  const stopping = new AbortController();
  const options = {
    name: "worker",
    start,
    stopping: stopping.signal,
    print: (line: string) => lines.push(line),
    pauses,
  };
  const stop = keepRunning(await program.start(), options);
  onTestFinished(stop);
  return { lines, stop, stopping };
}

test("keepRunning restarts a process and prints why it ended", async () => {
  const program = aProgram();
  const { lines } = await keep(program);

  program.runs[0]?.end("SIGKILL");

  await expect.poll(() => lines.length).toBe(2);
  expect(program.runs).toHaveLength(2);
  expect(lines).toEqual(["worker ended with SIGKILL; restarting in 0.001 s", "worker runs again"]);
});

test("keepRunning doubles the pause up to a maximum while the process keeps ending", async () => {
  const program = aProgram();
  const { lines } = await keep(program);

  for (let end = 0; end < 5; end++) {
    await expect.poll(() => program.runs.length).toBe(end + 1);
    program.runs[end]?.end("code 1");
  }

  await expect.poll(() => program.runs.length).toBe(6);
  const pauses = lines.flatMap(line => /in ([\d.]+) s/.exec(line)?.[1] ?? []);
  expect(pauses).toEqual(["0.001", "0.002", "0.004", "0.008", "0.008"]);
});

test("keepRunning resets the pause after the process has been healthy", async () => {
  const program = aProgram();
  const { lines } = await keep(program, { ...brief, healthyAfter: 0 });

  for (let end = 0; end < 2; end++) {
    await expect.poll(() => program.runs.length).toBe(end + 1);
    program.runs[end]?.end("code 1");
  }

  await expect.poll(() => program.runs.length).toBe(3);
  expect(lines.flatMap(line => /in ([\d.]+) s/.exec(line)?.[1] ?? [])).toEqual(["0.001", "0.001"]);
});

test("keepRunning prints a failed start and retries", async () => {
  const program = aProgram();
  let failures = 2;
  const { lines } = await keep(program, brief, async () => {
    if (failures-- > 0) throw new Error("the port is taken");
    return program.start();
  });

  program.runs[0]?.end("code 1");

  await expect.poll(() => program.runs.length).toBe(2);
  expect(lines.filter(line => line === "worker: the port is taken")).toHaveLength(2);
  expect(lines.at(-1)).toBe("worker runs again");
});

test("keepRunning restarts nothing after stopping has begun", async () => {
  const program = aProgram();
  const { lines, stop, stopping } = await keep(program);

  stopping.abort();
  program.runs[0]?.end("SIGTERM");
  await stop();

  expect(program.runs).toHaveLength(1);
  expect(lines).toEqual([]);
});

test("keepRunning stops a process that is starting when it is stopped", async () => {
  const program = aProgram();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  let isStarting = false;
  const { stop } = await keep(program, brief, async () => {
    isStarting = true;
    await gate;
    return program.start();
  });
  program.runs[0]?.end("SIGKILL");
  await expect.poll(() => isStarting).toBe(true);

  const stopped = stop();
  open();
  await stopped;

  expect(program.runs[1]?.stopped).toBe(true);
});
