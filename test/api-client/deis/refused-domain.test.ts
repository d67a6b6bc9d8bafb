import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusedDomain, toAce } from '../../../src/api-client/deis/refused-domain.ts'
import { ApiError } from '../../../src/lib/errors.ts'
import { aDeisDomain } from '../../fixtures/deis-resources.ts'

const taken = 'Domain is already in use by another application.'
const own = ['demo', 'www.example.com', 'xn--bcher-kva.example'].map((it) => aDeisDomain(it))
const cases: { hostname: string; said: string; says: string }[] = [
  { hostname: 'www.example.com', said: taken, says: 'www.example.com belongs to demo already.' },
  { hostname: 'WWW.example.com', said: taken, says: 'WWW.example.com belongs to demo already.' },
  { hostname: 'bücher.example', said: taken, says: 'bücher.example belongs to demo already.' },
  { hostname: 'x.example.com', said: taken, says: 'x.example.com belongs to another app already.' },
  {
    hostname: '_bad..x',
    said: 'Hostname does not look valid, could not convert to ACE _bad..x: Codepoint U+005F.',
    says: '"_bad..x" is not a hostname such as www.example.com.',
  },
  { hostname: '*', said: "Hostname can't only be a wildcard.", says: "Hostname can't only be a wildcard." },
]
for (const { hostname, said, says } of cases)
  test(`of ${hostname}: ${said}`, async () => {
    const error = new ApiError(said, { status: 400, code: 'invalid_params', requestId: 'r-1' })
    const refused = await refusedDomain(error, { app: 'demo', hostname }, async () => own)
    assert.ok(refused instanceof ApiError)
    assert.deepEqual(
      [refused.message, refused.status, refused.code, refused.requestId],
      [says, 400, 'invalid_params', 'r-1'],
    )
  })

test('what is no refusal stays what it is, and nothing is asked', async () => {
  const list = () => Promise.reject(new Error('nobody asks'))
  for (const error of [new Error(taken), new ApiError(taken, { status: 409, code: 'conflict' })])
    assert.equal(await refusedDomain(error, { app: 'demo', hostname: 'x.example' }, list), error)
})

test('names are compared as the DNS has them', () => {
  for (const [name, ace] of [
    ['bücher.example', 'xn--bcher-kva.example'],
    ['*.Bücher.example', '*.xn--bcher-kva.example'],
    ['WWW.Example.com', 'www.example.com'],
    ['demo', 'demo'],
    ['not a host', 'not a host'],
  ] as const)
    assert.equal(toAce(name), ace)
})
