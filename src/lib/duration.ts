/** "0.4s", "12s", "3m 5s", "2h 1m": for a person who waits. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)}s`
  if (seconds < 60) return `${Math.round(seconds)}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m ${Math.floor(seconds % 60)}s`
  return `${Math.floor(minutes / 60)}h ${minutes % 60}m`
}

/** `2026/11/22 10:00:00 +0000 (~ 5m ago)`, as Heroku writes times: local, and how long ago in the first day. */
export function formatSince(since: Date, now: Date): string {
  const elapsed = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000))
  const time = formatLocalTime(since)
  if (elapsed < 60) return `${time} (~ ${elapsed}s ago)`
  if (elapsed < 60 * 60) return `${time} (~ ${Math.floor(elapsed / 60)}m ago)`
  if (elapsed < 25 * 60 * 60) return `${time} (~ ${Math.floor(elapsed / 60 / 60)}h ago)`
  return time
}

function formatLocalTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('/')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  // getTimezoneOffset is negative east of Greenwich.
  const offset = -date.getTimezoneOffset()
  const zone = two(Math.floor(Math.abs(offset) / 60)) + two(Math.abs(offset) % 60)
  return `${day} ${time} ${offset < 0 ? '-' : '+'}${zone}`
}
