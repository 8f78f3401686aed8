const pollMs = 1_000;

/** Sends this process SIGTERM when its parent is gone: after a kill -9, the parent has passed no signal on. */
export function endWithParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, pollMs);
  timer.unref();
}
