import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  disableAutomaticCertificates,
  enableAutomaticCertificates,
  refreshAutomaticCertificates,
} from '../../../src/controller/deploy/automatic-certificates.ts'
import { addDomain } from '../../../src/controller/deploy/change-domains.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const acme = { directory: 'https://ca.test/dir', email: 'ops@example.com', caFile: null }

test('domains wait for a certificate from when it is enabled until it is disabled', async (t) => {
  const platform = await createTestPlatform(t, { settings: { acme } })
  const { app } = await createEmptyApp(platform)
  const { id } = await addDomain(platform, app, 'www.example.com')
  const state = async () => (await platform.store.webDomains.find(id))?.acm
  await enableAutomaticCertificates(platform, app)
  assert.equal((await state())?.status, 'pending')
  assert.equal((await addDomain(platform, app, 'example.com')).acm?.status, 'pending')
  await disableAutomaticCertificates(platform, app)
  assert.equal(await state(), null)
})

test('what failed is tried at once again, and what is well is left', async (t) => {
  const platform = await createTestPlatform(t, { settings: { acme } })
  const { app } = await createEmptyApp(platform)
  const { id } = await addDomain(platform, app, 'www.example.com')
  const message = 'blog gets no automatic certificates. `qp certs:auto:enable` changes that.'
  await assert.rejects(refreshAutomaticCertificates(platform, app), { id: 'invalid_params', message })
  await enableAutomaticCertificates(platform, app)
  const failed = { status: 'failed', reason: 'no answer', tries: 9, nextTry: null } as const
  await platform.store.webDomains.setAcm(id, failed, platform.now())
  await refreshAutomaticCertificates(platform, app)
  const pending = { status: 'pending', reason: null, tries: 0, nextTry: null }
  assert.deepEqual((await platform.store.webDomains.find(id))?.acm, pending)
  const ok = { ...failed, status: 'ok' } as const
  await platform.store.webDomains.setAcm(id, ok, platform.now())
  await refreshAutomaticCertificates(platform, app)
  assert.deepEqual((await platform.store.webDomains.find(id))?.acm, ok)
})

test('a controller that was told of no authority says how to', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  await assert.rejects(enableAutomaticCertificates(platform, app), {
    id: 'invalid_params',
    message: /qp server --acme-email ADDRESS --acme-agree-terms/,
  })
  assert.equal(await platform.store.automaticCertificates.has(app.id), false)
})
