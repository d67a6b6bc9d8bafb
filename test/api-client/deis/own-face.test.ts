import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { deisController } from '../../../src/api-client/deis/deis-controller.ts'
import { getTestEngine } from '../../fixtures/engine.ts'
import { realPlace } from '../../fixtures/real-controller.ts'
import { webImage } from '../../fixtures/web-image.ts'

// qp's own controller speaks the Deis API too: what both sides understand of its document is the same.

async function connect(t: TestContext) {
  const place = await realPlace(t, { registration: 'open' })
  const { url } = await place.start()
  const token = (await readFile(join(place.settings.dataDir, 'admin-token'), 'utf8')).trim()
  const warnings: string[] = []
  const onWarning = (line: string) => void warnings.push(line)
  return { api: deisController({ url, token, version: 'v2', onWarning }), warnings }
}

test('an app lives its life by the Deis API of our own controller', { timeout: 120_000 }, async (t) => {
  const image = await webImage(t, getTestEngine())
  const { api, warnings } = await connect(t)
  const { email } = await api.account.get()
  const { name, owner } = await api.apps.create({ name: 'demo' })
  assert.deepEqual([name, owner.email], ['demo', email])
  assert.deepEqual(await api.configVars.update('demo', { GREETING: 'hello', GONE: '1' }), {
    GREETING: 'hello',
    GONE: '1',
  })
  assert.deepEqual(await api.configVars.update('demo', { GONE: null, NEVER: null }), { GREETING: 'hello' })
  assert.deepEqual(await api.configVars.update('demo', { GREETING: 'hello' }), { GREETING: 'hello' })

  const build = await api.builds
    .create('demo', { image, procfile: { web: 'exec true' } })
    .catch(() => undefined)
  assert.equal(build, undefined, 'a process that ends at once is no deploy')
  const { release } = await api.builds.create('demo', { image })
  const [newest] = await api.releases.list('demo')
  assert.deepEqual([newest?.id, newest?.current, newest?.status], [release?.id, true, 'succeeded'])

  await t.test('its dynos', async () => {
    const [type = ''] = (await api.formation.list('demo'))
      .filter((it) => it.quantity > 0)
      .map((it) => it.type)
    await api.formation.update('demo', [{ type, quantity: '+1' }])
    const dynos = await api.dynos.list('demo')
    assert.deepEqual(
      dynos.map((it) => [it.type, it.state, it.release.version]),
      [
        [type, 'up', newest?.version],
        [type, 'up', newest?.version],
      ],
    )
    await api.dynos.restart('demo', dynos[0]?.name)
    await assert.rejects(api.dynos.restart('demo', 'nothing'), { code: 'not_found' })
    await api.processSettings.update('demo', [{ type, memory: '256M' }])
    const limited = (await api.processSettings.list('demo')).find((it) => it.type === type)
    assert.deepEqual(limited?.limits.memory, { limit: '256M', request: null, own: true })
  })

  await t.test('a one-off dyno', async () => {
    const dyno = await api.dynos.create('demo', {
      argv: ['sh', '-c', 'echo $GREETING; exit 3'],
      attach: true,
    })
    const process = await api.dynos.attach(dyno, { tty: false })
    assert.equal(await text(process.stdout), 'hello\n')
    assert.deepEqual(await process.exit, { exitCode: 3, reason: 'exited' })
    assert.match(warnings.join('\n'), /without stdin/)
  })

  await t.test('what its router does', async () => {
    assert.equal((await api.apps.update('demo', { maintenance: true })).maintenance, true)
    assert.equal((await api.apps.update('demo', { maintenance: true })).maintenance, true)
    assert.equal((await api.routing.update('demo', { enabled: false })).enabled, false)
    assert.equal((await api.tls.update('demo', { https_enforced: true })).https_enforced, true)
    assert.deepEqual(
      (await api.whitelist.update('demo', { add: ['10.0.0.0/8', '10.1.2.3'] })).addresses.sort(),
      ['10.0.0.0/8', '10.1.2.3'],
    )
    assert.deepEqual((await api.whitelist.update('demo', { remove: ['10.1.2.3'] })).addresses, ['10.0.0.0/8'])
    assert.deepEqual(await api.labels.update('demo', { team: 'web' }), { team: 'web' })
    const { hostname } = await api.domains.add('demo', { hostname: 'www.example.com' })
    assert.equal(hostname, 'www.example.com')
    assert.deepEqual((await api.domains.list('demo')).map((it) => it.kind).sort(), ['custom', 'heroku'])
    await api.domains.remove('demo', 'www.example.com')
  })

  await t.test('its releases and its log', async () => {
    const rolledBack = await api.releases.rollback('demo', newest?.id ?? '')
    assert.match(rolledBack.description, /rolled back to v\d+$/)
    assert.equal(rolledBack.current, true)
    const lines: string[] = []
    for await (const line of api.logs.read('demo', { lines: 50, source: 'qp' })) lines.push(line)
    assert.notEqual(lines.length, 0)
  })

  await t.test('people, and its end', async () => {
    await api.users.create({ email: 'kim@example.com', password: 'a long enough one' })
    await api.collaborators.add('demo', { user: 'kim@example.com' })
    assert.deepEqual(
      (await api.collaborators.list('demo')).map((it) => [it.user.email, it.role]),
      [
        [email, 'owner'],
        ['kim@example.com', 'collaborator'],
      ],
    )
    assert.equal((await api.apps.transfer({ app: 'demo', recipient: 'kim@example.com' })).owner.email, email)
    await api.apps.destroy('demo')
    await assert.rejects(api.apps.get('demo'), { code: 'not_found', message: /^No such app: demo\./ })
  })
  assert.equal((await api.status.get()).state, 'up')
})
