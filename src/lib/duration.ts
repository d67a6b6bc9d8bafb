import { UsageError } from './errors.ts'

/** "0.4s", "12s", "3m 5s", "2h 1m": for a person who waits. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)}s`
  if (seconds < 60) return `${Math.round(seconds)}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m ${Math.floor(seconds % 60)}s`
  return `${Math.floor(minutes / 60)}h ${minutes % 60}m`
}

/**
 * `2026/11/22 10:00:00 +0000 (~ 5m ago)`, as Heroku writes times: local, and how long ago in the first day. Nothing for what is no
 * time: a controller may say none.
 */
export function formatSince(since: Date, now: Date): string {
  if (Number.isNaN(since.getTime())) return ''
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

const unitSeconds: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }

/** "90", "90s", "10m", "2h", "1d", "1h30m" in whole seconds. Throws a UsageError that names what it was for. */
export function parseDuration(text: string, what: string): number {
  const isOne = /^(\d+[smhd]?)+$/.test(text)
  const parts = isOne ? [...text.matchAll(/(\d+)([smhd]?)/g)] : []
  const seconds = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitSeconds[unit ?? ''] ?? 0),
    0,
  )
  if (seconds > 0) return seconds
  throw new UsageError(`${what} takes a time such as 90s, 10m or 2h, not ${JSON.stringify(text)}.`)
}
