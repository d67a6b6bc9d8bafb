import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisKey } from '../../fixtures/deis-resources.ts'

const list = { method: 'GET', path: '/keys/?limit=100', answer: page(aDeisKey()) } as const
const key = {
  id: 'uuid-of-key',
  public_key: 'ssh-ed25519 AAAAC3Nz laptop',
  comment: 'laptop',
  fingerprint: 'aa:bb:cc',
}

testDeisRequests([
  { name: 'keys.list', call: (api) => api.keys.list(), exchanges: [list], result: [key] },
  ...[
    {
      given: { public_key: 'ssh-rsa AAAA jim@box\n' },
      body: { id: 'jim@box', public: 'ssh-rsa AAAA jim@box' },
    },
    { given: { public_key: 'ssh-rsa AAAA' }, body: { id: 'ssh-rsa', public: 'ssh-rsa AAAA' } },
    {
      given: { public_key: 'ssh-rsa AAAA jim@box', comment: 'home' },
      body: { id: 'home', public: 'ssh-rsa AAAA jim@box' },
    },
  ].map(
    ({ given, body }) =>
      ({
        name: `keys.add called ${body.id}`,
        call: (api) => api.keys.add(given),
        exchanges: [{ method: 'POST', path: '/keys/', body, status: 201, answer: aDeisKey() }],
        result: key,
      }) satisfies Parameters<typeof testDeisRequests>[0][number],
  ),
  ...['laptop', 'aa:bb:cc', 'uuid-of-key'].map(
    (which) =>
      ({
        name: `keys.remove ${which}`,
        call: (api) => api.keys.remove(which),
        exchanges: [list, { method: 'DELETE', path: '/keys/laptop', status: 204 }],
        result: key,
      }) satisfies Parameters<typeof testDeisRequests>[0][number],
  ),
])

test('a key that there is not is named', async (t) => {
  stubDeis(t, [list])
  await assert.rejects(stubbedDeis().keys.remove('desk'), {
    code: 'not_found',
    message: /No such key: desk\./,
  })
})

const taken = { id: ['SSH Key with this id already exists.'] }
const used = { public: ['Public Key is already in use'] }
const refusals = [
  {
    given: 'ssh-ed25519 AAAAC3Nz laptop',
    answer: taken,
    says: /^The key aa:bb:cc is there already: you have it\.$/,
  },
  {
    given: 'ssh-ed25519 AAAAC3Nz desk',
    answer: used,
    says: /^The key aa:bb:cc is there already: you have it\.$/,
  },
  {
    given: 'ssh-ed25519 BBBB laptop',
    answer: taken,
    says: /^Another key is called laptop\. `qp keys:add NAME FILE` /,
  },
  {
    given: 'ssh-ed25519 BBBB desk',
    answer: used,
    says: /^The key is there already: somebody else has it\.$/,
  },
]
for (const { given, answer, says } of refusals)
  test(`of ${given}, refused by ${JSON.stringify(answer)}, is said whose it is`, async (t) => {
    const [type, blob, id] = given.split(' ')
    const body = { id, public: `${type} ${blob} ${id}` }
    stubDeis(t, [{ method: 'POST', path: '/keys/', body, status: 400, answer }, list])
    await assert.rejects(stubbedDeis().keys.add({ public_key: given }), {
      code: 'invalid_params',
      message: says,
    })
  })

test('what else is wrong with a key is said as it is', async (t) => {
  const answer = { public: ['Key contains invalid base64 chars'] }
  const body = { id: 'x', public: 'ssh-rsa A x' }
  stubDeis(t, [{ method: 'POST', path: '/keys/', body, status: 400, answer }])
  await assert.rejects(stubbedDeis().keys.add({ public_key: 'ssh-rsa A x' }), { message: /invalid base64/ })
})
