/**
 * BullMQ's lock duration and stalled check interval, chosen so that a dead or hanging worker loses its jobs to another
 * within `silenceMs`. BullMQ's defaults take 60 s.
 */
export function toLockTimes(silenceMs: number): { lockDuration: number; stalledInterval: number } {
  // Redis accepts only whole milliseconds.
  const lockDuration = Math.floor((silenceMs * 2) / 3);
  return { lockDuration, stalledInterval: silenceMs - lockDuration };
}
