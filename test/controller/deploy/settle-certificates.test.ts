import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { settleCertificates } from '../../../src/controller/deploy/settle-certificates.ts'
import { selfSigned } from '../../../src/x509/self-signed.ts'
import { toPem } from '../../../src/x509/signed.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aCertificate, aWebDomain } from '../../fixtures/stored.ts'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const life = { now: new Date(), days: 1 }
const chain = toPem('CERTIFICATE', selfSigned(privateKey, [['CN', 'a.test']], ['a.test'], life))
const ok = { status: 'ok', reason: null, tries: 0, nextTry: null } as const

test('what a change of domains and certificates leaves to do', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const { store } = platform
  for (const [name, isAutomatic] of [
    ['own', false],
    ['used', true],
    ['unused', true],
  ] as const)
    await store.certificates.add(aCertificate(app, name, { isAutomatic, chain }))
  const domains = [
    aWebDomain(app, 'own.test', { certificateId: 'certificate-own', acm: ok }),
    aWebDomain(app, 'used.test', { certificateId: 'certificate-used', acm: ok }),
    aWebDomain(app, 'lost.test', { acm: ok }),
    aWebDomain(app, 'new.test'),
    aWebDomain(app, '*.wild.test'),
  ]
  for (const domain of domains) await store.webDomains.add(domain)
  const states = async () =>
    Object.fromEntries(
      (await store.webDomains.listOfApp(app.id)).map((it) => [it.hostname, it.acm?.status ?? null]),
    )
  const names = async () => (await store.certificates.listOfApp(app.id)).map((it) => it.name)

  await store.automaticCertificates.enable(app.id, platform.now())
  await settleCertificates(platform, app)
  const enabled = {
    'own.test': null,
    'used.test': 'ok',
    'lost.test': 'pending',
    'new.test': 'pending',
    '*.wild.test': 'failed',
  }
  assert.deepEqual(await states(), enabled)
  assert.deepEqual(await names(), ['own', 'used'])
  assert.deepEqual(platform.router.certificates.flatMap((it) => it.names).sort(), ['own.test', 'used.test'])

  await store.automaticCertificates.disable(app.id)
  await settleCertificates(platform, app)
  assert.deepEqual(new Set(Object.values(await states())), new Set([null]))
  assert.deepEqual(await names(), ['own'])
  assert.deepEqual(
    platform.router.certificates.map((it) => it.names),
    [['own.test']],
  )
})
