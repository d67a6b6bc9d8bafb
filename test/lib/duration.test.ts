import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDuration, formatSince, parseDuration } from '../../src/lib/duration.ts'

test('formatDuration is as exact as a person who waits needs', () => {
  const cases = {
    0: '0.0s',
    1234: '1.2s',
    9949: '9.9s',
    9951: '10s',
    59400: '59s',
    60000: '1m 0s',
    185900: '3m 5s',
    7260000: '2h 1m',
  }
  for (const [milliseconds, text] of Object.entries(cases))
    assert.equal(formatDuration(Number(milliseconds)), text)
})

const zones = {
  UTC: '10:00:00 +0000',
  'Asia/Kolkata': '15:30:00 +0530',
  'America/St_Johns': '06:30:00 -0330',
}

for (const [zone, time] of Object.entries(zones)) {
  test(`formatSince is local: ${zone}`, (t) => {
    const before = process.env['TZ']
    t.after(() => {
      process.env['TZ'] = before ?? ''
    })
    process.env['TZ'] = zone
    const since = new Date('2026-11-22T10:00:00Z')
    assert.equal(formatSince(since, new Date('2026-11-24T10:00:00Z')), `2026/11/22 ${time}`)
  })
}

test('formatSince says how long ago, for a day', () => {
  const cases = {
    '-5': ' (~ 0s ago)',
    0: ' (~ 0s ago)',
    59: ' (~ 59s ago)',
    60: ' (~ 1m ago)',
    3599: ' (~ 59m ago)',
    3600: ' (~ 1h ago)',
    89999: ' (~ 24h ago)',
    90000: '',
  }
  for (const [seconds, text] of Object.entries(cases)) {
    const now = new Date('2026-11-22T10:00:00Z')
    const since = new Date(now.getTime() - Number(seconds) * 1000)
    assert.equal(formatSince(since, now).replace(/^\S+ \S+ [+-]\d{4}/, ''), text)
  }
})

const durations: Record<string, number> = {
  '90': 90,
  '90s': 90,
  '10m': 600,
  '2h': 7200,
  '1d': 86_400,
  '1h30m': 5400,
  '1m30': 90,
  '007': 7,
}

for (const [text, seconds] of Object.entries(durations)) {
  test(`parseDuration: ${text} is ${seconds} seconds`, () => {
    assert.equal(parseDuration(text, '--timeout'), seconds)
  })
}

for (const text of ['', '0', '0s', '-1', '1.5h', '10 m', '10M', 'm', '1w', 'soon', '1h ', '١s']) {
  test(`parseDuration refuses ${JSON.stringify(text)}, and says what it is for`, () => {
    assert.throws(() => parseDuration(text, '--ttl'), {
      name: 'UsageError',
      message: `--ttl takes a time such as 90s, 10m or 2h, not ${JSON.stringify(text)}.`,
    })
  })
}

test('what is no time is not shown as one', () => {
  for (const time of ['', 'soon']) assert.equal(formatSince(new Date(time), new Date(0)), '')
})
