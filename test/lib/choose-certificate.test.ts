import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { chooseCertificate } from '../../src/lib/choose-certificate.ts'
import { aCertificate } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const api = platformController({ url: stubUrl, token: stubToken })
const path = '/apps/blog/sni-endpoints'

test('the one that is named, by either flag, or the only one', async (t) => {
  const www = aCertificate('www')
  stubController(t).get(`${path}/www`).twice().reply(200, www).get(path).reply(200, [www])
  for (const flags of [{ name: 'www' }, { endpoint: 'www' }, {}])
    assert.deepEqual(await chooseCertificate(api, 'blog', flags), www)
})

for (const [names, code] of [
  [[], 'not_found'],
  [['www', 'own'], 'ambiguous'],
] as const) {
  test(`of ${names.length} none is chosen`, async (t) => {
    stubController(t)
      .get(path)
      .reply(
        200,
        names.map((it) => aCertificate(it)),
      )
    await assert.rejects(chooseCertificate(api, 'blog', {}), { name: 'UserError', code })
  })
}
