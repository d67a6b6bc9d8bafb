import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWanted, newLines, renderLines } from '../../../src/api-client/deis/log-lines.ts'

const time = '2006-01-02T15:04:05-07:00'

test("Deis's lines are written as Heroku's", () => {
  const text = [
    `${time} demo[web.v4.k5twh]: hello: world`,
    `${time} deis[controller]: INFO jim scaled pods web=2`,
    `${time} deis[router]: at=info method=GET`,
    `${time} demo[web.1]:`,
    'of no form',
    '',
  ].join('\r\n')
  assert.deepEqual(renderLines(text, 'demo'), [
    `${time} app[web.v4.k5twh]: hello: world`,
    `${time} qp[controller]: INFO jim scaled pods web=2`,
    `${time} qp[router]: at=info method=GET`,
    `${time} app[web.1]: `,
    'of no form',
  ])
  assert.deepEqual(renderLines('', 'demo'), [])
})

const line = `${time} app[web.v4.k5twh]: hello`
const platform = `${time} qp[controller]: hello`
const router = `${time} qp[router]: at=info`
const state = `${time} qp[web.v4.k5twh]: State changed from starting to up`
const all = { line, platform, router, state }
const filters = [
  { filter: {}, wants: ['line', 'platform', 'router', 'state'] },
  { filter: { source: 'app' }, wants: ['line'] },
  { filter: { source: 'qp' }, wants: ['platform', 'router', 'state'] },
  { filter: { source: 'heroku' }, wants: ['platform', 'router', 'state'] },
  { filter: { source: 'router' }, wants: ['router'] },
  { filter: { dyno: 'router' }, wants: ['router'] },
  { filter: { dyno: 'web' }, wants: ['line', 'state'] },
  { filter: { dyno: 'worker' }, wants: [] },
  { filter: { dyno: 'web.v4.k5twh' }, wants: ['line', 'state'] },
  { filter: { dyno: 'demo-web-3284379810-k5twh' }, wants: ['line', 'state'] },
  { filter: { dyno: 'demo-web-3284379810-other' }, wants: [] },
  { filter: { source: 'qp', dyno: 'web' }, wants: ['state'] },
  { filter: { source: 'router', dyno: 'web' }, wants: [] },
]
for (const { filter, wants } of filters)
  test(`isWanted by ${JSON.stringify(filter)}`, () => {
    const wanted = Object.entries(all).filter(([, it]) => isWanted(it, filter))
    assert.deepEqual(
      wanted.map(([name]) => name),
      wants,
    )
  })

const looks = [
  { before: '', now: 'ab', added: 'ab' },
  { before: 'ab', now: 'ab', added: '' },
  { before: 'ab', now: 'abc', added: 'c' },
  { before: 'abc', now: 'bcd', added: 'd' },
  { before: 'abc', now: 'cde', added: 'de' },
  { before: 'aba', now: 'abab', added: 'b' },
  { before: 'aa', now: 'aaa', added: 'a' },
  { before: 'abc', now: 'def', added: undefined },
  { before: 'abc', now: '', added: undefined },
]
for (const { before, now, added } of looks)
  test(`new between ${before} and ${now} is ${added}`, () => {
    assert.equal(newLines([...before], [...now])?.join(''), added)
  })
