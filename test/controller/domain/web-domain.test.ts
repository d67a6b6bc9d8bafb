import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  appHostname,
  firstAcmState,
  normalizeHostname,
  standsFor,
} from '../../../src/controller/domain/web-domain.ts'

const good = [
  ['www.example.com', 'www.example.com'],
  ['WWW.Example.COM', 'www.example.com'],
  ['example.com.', 'example.com'],
  ['a-b.1.example', 'a-b.1.example'],
  ['*.Example.com', '*.example.com'],
  ['ä.com', 'xn--4ca.com'],
  ['*.Straße.example', '*.xn--strae-oqa.example'],
  [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
] as const
for (const [text, hostname] of good) {
  test(`${text} is ${hostname}`, () => assert.equal(normalizeHostname(text), hostname))
}

const bad = [
  '',
  'localhost',
  '.com',
  'a..b',
  '-a.com',
  'a-.com',
  'a_b.com',
  'a b.com',
  'http://a.com',
  'a.com:80',
  'a.com\n',
  'ä.com/b.com',
  '*',
  '192.0.2.7',
  '*.com',
  'a.*.com',
  '*a.b.com',
  `${'a'.repeat(64)}.com`,
  `${'a.'.repeat(126)}com`,
]
for (const text of bad) {
  test(`${JSON.stringify(text)} is no hostname`, () => {
    assert.throws(() => normalizeHostname(text), {
      id: 'invalid_params',
      message: `${JSON.stringify(text)} is not a hostname such as www.example.com.`,
    })
  })
}

test('every app has a hostname under the domain', () => {
  assert.equal(appHostname('blog', 'apps.example.com'), 'blog.apps.example.com')
})

test('a wildcard gets no automatic certificate', () => {
  assert.equal(firstAcmState('www.example.com').status, 'pending')
  const { status, reason } = firstAcmState('*.example.com')
  assert.equal(status, 'failed')
  assert.match(String(reason), /wildcard.*qp certs:add/)
})

const faults = [
  ['*', 'domain_only_wildcard'],
  ['_bad..x', 'domain_characters'],
  ['www.example.123', 'domain_format'],
] as const
for (const [text, reason] of faults) {
  test(`what is wrong with ${text} is ${reason}`, () =>
    assert.throws(() => normalizeHostname(text), { reason, subject: text }))
}

test('a wildcard stands for the names right below it', () => {
  assert.equal(standsFor('*.example.com', 'www.example.com'), true)
  for (const other of ['example.com', 'a.b.example.com', 'www.example.net', 'xexample.com'])
    assert.equal(standsFor('*.example.com', other), false, other)
  assert.equal(standsFor('www.example.com', 'www.example.com'), false)
})
