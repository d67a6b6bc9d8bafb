import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addCertificate } from '../../../../src/controller/deploy/change-certificates.ts'
import { createApp } from '../../../../src/controller/deploy/create-app.ts'
import { plainRouting } from '../../../../src/controller/domain/routing.ts'
import { readAppFacts } from '../../../../src/controller/http/platform/app-facts.ts'
import { testAuthority } from '../../../fixtures/certificates.ts'
import { createDeployedApp } from '../../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../../fixtures/platform.ts'
import { anApp } from '../../../fixtures/stored.ts'

test('what each of the apps has, and no more of one that is gone', async (t) => {
  const platform = await createTestPlatform(t)
  const { store } = platform
  const { app: blog, user, release } = await createDeployedApp(platform)
  const shop = await createApp(platform, user, 'shop')
  const { cert: chain, key: privateKey } = testAuthority(t).issue(['blog.apps.example']).pem
  const { id } = await addCertificate(platform, blog, { chain, privateKey })
  await store.automaticCertificates.enable(shop.id, platform.now())
  await store.apps.setBuildStack(shop.id, 'container')
  await store.routings.put(shop.id, { ...plainRouting, isInMaintenance: true, updatedAt: platform.now() })

  const all = await readAppFacts(platform, [shop, { ...anApp('gone', user), id: 'gone' }, blog])
  const pick = all.map((it) => ({
    name: it.app.name,
    owner: it.owner.id,
    release: it.release.version,
    slug: it.slug?.id,
    rest: [
      it.buildStack,
      it.hasAutomaticCertificates,
      it.isInMaintenance,
      it.certificates.map((of) => of.id),
    ],
  }))
  assert.deepEqual(pick, [
    { name: 'shop', owner: user.id, release: 1, slug: undefined, rest: ['container', true, true, []] },
    {
      name: 'blog',
      owner: user.id,
      release: release.version,
      slug: release.slugId,
      rest: [null, false, false, [id]],
    },
  ])
  assert.deepEqual(await readAppFacts(platform, []), [])
})

test('a release that failed is not the current one', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, release } = await createDeployedApp(platform)
  const next = { ...release, id: 'failed', status: 'failed' as const }
  const { version } = await platform.store.releases.add(next)
  assert.ok(version > release.version)
  const [facts] = await readAppFacts(platform, [app])
  assert.deepEqual(facts?.release, await platform.store.releases.findCurrent(app.id))
})
