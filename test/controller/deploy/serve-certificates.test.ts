import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addCertificate } from '../../../src/controller/deploy/change-certificates.ts'
import { destroyApp } from '../../../src/controller/deploy/destroy-app.ts'
import { chooseCertificate, currentCertificates } from '../../../src/controller/deploy/serve-certificates.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aCertificate, anApp, aUser } from '../../fixtures/stored.ts'

const authority = testAuthority({ after })

test("an app's own hostname has the certificate that holds for it longest", async (t) => {
  const platform = await createTestPlatform(t)
  // By a clock that is late they would not hold yet.
  platform.clock.at = new Date(Date.now() + 60_000)
  const { app } = await createEmptyApp(platform)
  for (const days of [10, 60, 30]) {
    const { cert, key } = authority.issue(['blog.apps.example'], days).pem
    await addCertificate(platform, app, { name: `for-${days}`, chain: cert, privateKey: key })
  }
  const long = await platform.store.certificates.find(app.id, 'for-60')
  const names = (await currentCertificates(platform)).map((it) => [it.id === long?.id, it.names])
  assert.deepEqual(names.sort(), [
    [false, []],
    [false, []],
    [true, ['blog.apps.example']],
  ])

  await destroyApp(platform, app)
  assert.deepEqual(platform.router.certificates, [])
})

test('one that somebody vouches for is chosen before one that lasts longer', () => {
  const app = anApp('blog', aUser('owner'))
  const signed = aCertificate(app, 'signed', { chain: authority.issue(['a.test'], 10).pem.cert })
  const own = aCertificate(app, 'own', { chain: authority.selfSigned('a.test').pem.cert })
  const soon = new Date(Date.now() + 60_000)
  assert.equal(chooseCertificate('a.test', [own, signed], soon), signed)
  const later = new Date(Date.now() + 20 * 86_400_000)
  assert.equal(chooseCertificate('a.test', [own, signed], later), own)
  assert.equal(chooseCertificate('b.test', [own, signed], soon), undefined)
})
