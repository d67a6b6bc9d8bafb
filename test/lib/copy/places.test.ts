import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Place, parsePlaces } from '../../../src/lib/copy/places.ts'

type Argv = [source: string, target?: string | undefined, flags?: { dyno?: string; output?: string }]

function show(place: Place): string {
  if (place.in === 'tar') return 'tar'
  return place.in === 'dyno' ? `${place.dyno} ${place.path}` : `here ${place.path}`
}

const understood: { argv: Argv; from: string; to: string; isHerokuForm?: boolean }[] = [
  { argv: ['web.1:/app/log', './'], from: 'web.1 /app/log', to: 'here ./' },
  { argv: ['./file', 'web.1:/tmp/'], from: 'here ./file', to: 'web.1 /tmp/' },
  { argv: ['run.1234:log', 'x'], from: 'run.1234 /app/log', to: 'here x' },
  { argv: ['my-job_x.2:log/', 'x'], from: 'my-job_x.2 /app/log/', to: 'here x' },
  { argv: ['web.1:/', 'x'], from: 'web.1 /', to: 'here x' },
  { argv: ['web.1:/.', 'x'], from: 'web.1 /.', to: 'here x' },
  { argv: ['web.1:', 'x'], from: 'web.1 /app', to: 'here x' },
  { argv: ['web.1:.', 'x'], from: 'web.1 /app/.', to: 'here x' },
  { argv: ['web.1:/a/./b/../c/.', 'x'], from: 'web.1 /a/c/.', to: 'here x' },
  { argv: ['web.1:../../..', 'x'], from: 'web.1 /', to: 'here x' },
  { argv: ['web.1:/a b:c\n', '-'], from: 'web.1 /a b:c\n', to: 'tar' },
  { argv: ['-', 'web.1:/tmp'], from: 'tar', to: 'web.1 /tmp' },
  { argv: ['./web.1:x', 'web.1:/'], from: 'here ./web.1:x', to: 'web.1 /' },
  { argv: ['C:\\file', 'web.1:/'], from: 'here C:\\file', to: 'web.1 /' },
  { argv: ['log/a.log'], from: 'web.1 /app/log/a.log', to: 'here a.log', isHerokuForm: true },
  { argv: ['/etc/hosts'], from: 'web.1 /etc/hosts', to: 'here hosts', isHerokuForm: true },
  {
    argv: ['a', undefined, { dyno: 'w.2', output: 'b/c' }],
    from: 'w.2 /app/a',
    to: 'here b/c',
    isHerokuForm: true,
  },
  { argv: ['a', undefined, { output: '-' }], from: 'web.1 /app/a', to: 'tar', isHerokuForm: true },
  { argv: ['run.1:/x/y'], from: 'run.1 /x/y', to: 'here y' },
]
for (const { argv, from, to, isHerokuForm = false } of understood) {
  test(`${JSON.stringify(argv)}: ${from} to ${to}`, () => {
    const [source, target, flags = {}] = argv
    const places = parsePlaces(source, target, flags)
    assert.deepEqual([show(places.from), show(places.to), places.isHerokuForm], [from, to, isHerokuForm])
  })
}

const refused: { argv: Argv; message: RegExp }[] = [
  { argv: ['a', 'b'], message: /^neither side is in a dyno\. Write that one like web\.1:\/app\/log\.$/ },
  { argv: ['-', '-'], message: /^neither side/ },
  { argv: ['web.1:/a', 'web.2:/b'], message: /^both sides are in a dyno/ },
  { argv: ['web:/a', '.'], message: /^web is no dyno\. Name one, like web\.1:\/a; or write \.\/web:\/a/ },
  { argv: ['', 'web.1:/a'], message: /^an empty path/ },
  { argv: ['-'], message: /^where to\?/ },
  { argv: ['web.1:/a', '.', { dyno: 'web.2' }], message: /^-d and -o are for a copy of one FILE/ },
  { argv: ['web.1:/a', '.', { output: 'b' }], message: /^-d and -o/ },
  { argv: ['web.1:/a', undefined, { dyno: 'web.2' }], message: /^the dyno is named twice/ },
]
for (const { argv, message } of refused) {
  test(`${JSON.stringify(argv)} is refused`, () => {
    const [source, target, flags = {}] = argv
    assert.throws(() => parsePlaces(source, target, flags), { name: 'UsageError', message })
  })
}
