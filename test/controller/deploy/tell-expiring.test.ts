import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addCertificate } from '../../../src/controller/deploy/change-certificates.ts'
import { addDomain } from '../../../src/controller/deploy/change-domains.ts'
import { tellExpiring } from '../../../src/controller/deploy/tell-expiring.ts'
import { readCertificate } from '../../../src/controller/domain/certificate.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

const day = 24 * 3_600_000

test('an app is told once a day of a certificate that serves and ends soon, or has ended', async (t) => {
  const platform = await createTestPlatform(t)
  platform.clock.at = new Date()
  const { app } = await createEmptyApp(platform)
  await addDomain(platform, app, 'www.example.com')
  for (const hostname of ['www.example.com', 'unused.example.com']) {
    const { cert: chain, key: privateKey } = testAuthority(t).issue([hostname]).pem
    await addCertificate(platform, app, { chain, privateKey })
  }
  const [{ chain } = assert.fail()] = await platform.store.certificates.listOfApp(app.id)
  const end = readCertificate(chain).expiresAt.getTime()
  const looks = t.mock.method(platform.store.webDomains, 'list')
  const told = () => platform.logs.texts(app.id).filter((it) => it.includes('expire'))
  const ended = new AbortController()
  platform.clock.at = new Date(end - 15 * day)
  const telling = tellExpiring(platform, ended.signal, 5)
  t.after(async () => {
    ended.abort()
    await telling
  })
  const lookedAt = async (left: number) => {
    platform.clock.at = new Date(end - left)
    const count = looks.mock.callCount()
    // The second of them begins after the first is over.
    await until('it looked', () => looks.mock.callCount() >= count + 3)
  }
  await lookedAt(15 * day)
  assert.deepEqual(told(), [])
  await lookedAt(13.5 * day)
  await lookedAt(13 * day)
  await lookedAt(1.5 * day)
  await lookedAt(-day)
  const next = '`qp certs:update www-example-com CRT KEY` puts another in its place'
  assert.deepEqual(
    told(),
    ['expires in 13 days', 'expires in 1 day', 'has expired'].map(
      (it) => `app[api]: Certificate www-example-com of www.example.com ${it}: ${next}`,
    ),
  )
  assert.equal(platform.complaints.length, 3)
})
