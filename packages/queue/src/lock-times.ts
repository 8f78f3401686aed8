/** BullMQ settings by which a dead or hanging worker loses its jobs within `silenceMs`. BullMQ's defaults take 60 s. */
export function toLockTimes(silenceMs: number): { lockDuration: number; stalledInterval: number } {
  // Redis accepts only whole milliseconds.
  const lockDuration = Math.floor((silenceMs * 2) / 3);
  return { lockDuration, stalledInterval: silenceMs - lockDuration };
}
