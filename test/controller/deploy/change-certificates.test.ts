import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  addCertificate,
  freeName,
  getCertificate,
  removeCertificate,
  updateCertificate,
} from '../../../src/controller/deploy/change-certificates.ts'
import { addDomain } from '../../../src/controller/deploy/change-domains.ts'
import { createApp } from '../../../src/controller/deploy/create-app.ts'
import { type Certificate, testAuthority } from '../../fixtures/certificates.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'
import { aCertificate } from '../../fixtures/stored.ts'

const authority = testAuthority({ after })
const both = authority.issue(['www.example.com', 'example.com'])
const www = authority.issue(['www.example.com'])
const texts = ({ pem }: Certificate) => ({ chain: pem.cert, privateKey: pem.key })

async function prepare(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  platform.clock.at = new Date()
  return { platform, ...(await createEmptyApp(platform)) }
}

const served = (platform: TestPlatform) => platform.router.certificates.map((it) => it.names)

test('a certificate serves the domains that it holds for and that had none', async (t) => {
  const { platform, app } = await prepare(t)
  for (const hostname of ['www.example.com', 'example.com', 'api.example.com'])
    await addDomain(platform, app, hostname)
  const first = await addCertificate(platform, app, texts(www))
  assert.equal(first.name, 'www-example-com')
  assert.deepEqual(served(platform), [['www.example.com']])
  const second = await addCertificate(platform, app, { ...texts(both), name: 'both' })
  assert.deepEqual(served(platform).sort(), [['example.com'], ['www.example.com']])
  const [sent] = platform.router.certificates.filter((it) => it.id === second.id)
  assert.deepEqual([sent?.chain, sent?.key], [both.pem.cert, both.pem.key])
  assert.deepEqual(platform.logs.texts(app.id).slice(-2), [
    'app[api]: Add certificate www-example-com',
    'app[api]: Add certificate both',
  ])
})

test('a name is given once', async (t) => {
  const { platform, app, user } = await prepare(t)
  await addCertificate(platform, app, { ...texts(www), name: 'www' })
  const again = { ...texts(both), name: 'www' }
  await assert.rejects(addCertificate(platform, app, again), {
    id: 'invalid_params',
    message: 'blog has a certificate www already. `qp certs:update` replaces it.',
  })
  await addCertificate(platform, await createApp(platform, user, 'shop'), again)
})

test('another takes its place for all that it serves, and must hold for that', async (t) => {
  const { platform, app } = await prepare(t)
  await addDomain(platform, app, 'example.com')
  const { name, id } = await addCertificate(platform, app, texts(both))
  await assert.rejects(updateCertificate(platform, app, name, texts(www)), {
    id: 'invalid_params',
    message:
      /does not hold for example\.com, which www-example-com serves\..*qp certs:detach www-example-com example\.com$/,
  })
  const next = authority.issue(['example.com'])
  await updateCertificate(platform, app, name, texts(next))
  assert.deepEqual(
    platform.router.certificates.map((it) => [it.id, it.names, it.chain]),
    [[id, ['example.com'], next.pem.cert]],
  )
})

test('what is removed serves nothing, and is not found', async (t) => {
  const { platform, app, user } = await prepare(t)
  const { name, id } = await addCertificate(platform, app, texts(www))
  const other = await createApp(platform, user, 'shop')
  await assert.rejects(removeCertificate(platform, other, id), { id: 'not_found' })
  await removeCertificate(platform, app, name)
  assert.deepEqual(platform.router.certificates, [])
  await assert.rejects(getCertificate(platform, app, name), {
    id: 'not_found',
    message: 'No such certificate: www-example-com. `qp certs` lists them.',
  })
})

test("the controller's own are left to the controller", async (t) => {
  const { platform, app } = await prepare(t)
  await platform.store.certificates.add(
    aCertificate(app, 'acm', { isAutomatic: true, chain: www.pem.cert, privateKey: www.pem.key }),
  )
  await assert.rejects(updateCertificate(platform, app, 'acm', texts(www)), { id: 'invalid_params' })
  await assert.rejects(removeCertificate(platform, app, 'acm'), {
    message: /is the controller's own, and removed by `qp certs:auto:disable`\.$/,
  })
})

for (const [hostname, taken, name] of [
  ['www.example.com', [], 'www-example-com'],
  ['*.example.com', [], 'wildcard-example-com'],
  ['1.example.com', [], 'cert-1-example-com'],
  ['www.example.com', ['www-example-com', 'www-example-com-2'], 'www-example-com-3'],
  [`${'long.'.repeat(10)}com`, [], 'long-long-long-long-long-l'],
] as const) {
  test(`the ${taken.length + 1}. certificate for ${hostname} is named ${name}`, () =>
    assert.equal(freeName(hostname, taken), name))
}
