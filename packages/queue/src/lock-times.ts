/**
 * How long a job stays with a worker that is silent, and how often others look for such jobs: a worker that dies or hangs loses
 * its jobs to another one within `silenceMs`. BullMQ's own defaults take 60 s.
 */
export function toLockTimes(silenceMs: number): { lockDuration: number; stalledInterval: number } {
  // Redis takes whole milliseconds only.
  const lockDuration = Math.floor((silenceMs * 2) / 3);
  return { lockDuration, stalledInterval: silenceMs - lockDuration };
}
