import { partsOfWindow } from "./rate-limit.ts";

/**
 * A sliding window in one atomic script, on the clock of Redis: concurrent requests to several processes never exceed
 * the limit. Refused requests do not count. The key is a hash with a field per part: its sum and its last time. Returns
 * nil for a new subject if there is no room for new ones.
 */
export const slidingWindow = `
local limit, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call("time")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local fields = redis.call("hgetall", KEYS[1])
if #fields == 0 and ARGV[4] == "full" then return end
local parts, count = {}, 0
for i = 1, #fields, 2 do
  local sum, last = string.match(fields[i + 1], "^(%d+) (%d+)$")
  sum, last = tonumber(sum), tonumber(last)
  if last <= now - window then
    redis.call("hdel", KEYS[1], fields[i])
  else
    count = count + sum
    parts[#parts + 1] = { name = fields[i], sum = sum, last = last }
  end
end
local allowed = count + cost <= limit
if allowed and cost > 0 then
  local name = string.format("%.0f", math.floor(now * ${partsOfWindow} / window))
  local part
  for _, each in ipairs(parts) do
    if each.name == name then part = each end
  end
  if not part then
    part = { sum = 0, last = now }
    parts[#parts + 1] = part
  end
  part.sum, part.last = part.sum + cost, math.max(part.last, now)
  count = count + cost
  redis.call("hset", KEYS[1], name, string.format("%.0f %.0f", part.sum, part.last))
  redis.call("pexpire", KEYS[1], window)
end
table.sort(parts, function(a, b) return a.last < b.last end)
local reset, room = window, limit - count
for _, part in ipairs(parts) do
  reset, room = part.last + window - now, room + part.sum
  if allowed or room >= cost then break end
end
if not allowed and room < cost then reset = window end
return { allowed and 1 or 0, math.max(0, limit - count), reset }`;

/** Subtracts a cost from the most recent parts. */
export const giveBackLast = `
local left = tonumber(ARGV[1])
local fields, parts = redis.call("hgetall", KEYS[1]), {}
for i = 1, #fields, 2 do
  local sum, last = string.match(fields[i + 1], "^(%d+) (%d+)$")
  parts[#parts + 1] = { name = fields[i], sum = tonumber(sum), last = tonumber(last) }
end
table.sort(parts, function(a, b) return a.last > b.last end)
for _, part in ipairs(parts) do
  if left <= 0 then break end
  local given = math.min(left, part.sum)
  left = left - given
  if part.sum > given then
    redis.call("hset", KEYS[1], part.name, string.format("%.0f %.0f", part.sum - given, part.last))
  else
    redis.call("hdel", KEYS[1], part.name)
  end
end`;
