const count = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const units = ["B", "KB", "MB", "GB", "TB"];

export function formatCount(value) {
  return count.format(value);
}

/** In the two largest units. @param seconds zero or more */
export function formatAge(seconds) {
  if (seconds < 1) return seconds === 0 ? "0 s" : "under 1 s";
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const hours = Math.floor(whole / 3_600);
  if (hours < 48) return `${hours} h ${Math.floor((whole % 3_600) / 60)} min`;
  return `${Math.floor(hours / 24)} days ${hours % 24} h`;
}

export function formatBytes(bytes) {
  let [value, unit] = [bytes, 0];
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${count.format(value)} ${units[unit]}`;
}
