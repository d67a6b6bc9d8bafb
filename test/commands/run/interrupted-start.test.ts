import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { getTestEngine } from '../../fixtures/engine.ts'
import { spawnInPty } from '../../fixtures/pty.ts'
import { adminOf, realPlace } from '../../fixtures/real-controller.ts'
import { requestRelay } from '../../fixtures/request-relay.ts'
import { tempPlace } from '../../fixtures/run-command.ts'
import { until } from '../../fixtures/until.ts'
import { webImage } from '../../fixtures/web-image.ts'

const program = join(import.meta.dirname, '../../../bin/dev.js')

/** A real controller with an app on the real engine. */
async function setUp(t: TestContext) {
  const place = await realPlace(t)
  const controller = await place.start()
  const ask = await adminOf(place, controller)
  const { id } = await ask('POST', '/apps', { name: 'blog' })
  await ask('POST', '/apps/blog/builds', { image: await webImage(t, getTestEngine()) })
  const token = (await readFile(join(place.settings.dataDir, 'admin-token'), 'utf8')).trim()
  const oneOffs = { 'qp.app': String(id), 'qp.kind': 'one-off' }
  return {
    port: Number(new URL(controller.url).port),
    token,
    listRuns: async (query = '') => (await ask('GET', `/apps/blog/runs${query}`)) as unknown as object[],
    listContainers: () => getTestEngine().listContainers(oneOffs),
  }
}

test('Ctrl-C before the session is there leaves nothing, and is 130', { timeout: 120_000 }, async (t) => {
  const { port, token, ...controller } = await setUp(t)
  const moments = {
    'as the dyno is asked for': { at: /^POST \/apps\/blog\/dynos$/, isHeldUp: false },
    'as its session is opened, by a network that is away': { at: /^GET \/.*attach/, isHeldUp: true },
  }
  for (const [moment, { at, isHeldUp }] of Object.entries(moments))
    await t.test(moment, async (t) => {
      let pressed = 0
      const near = await requestRelay(t, { host: '127.0.0.1', port }, async (request) => {
        if (!at.test(request)) return
        pressed += 1
        terminal.write('\u0003')
        if (isHeldUp) await new Promise(() => {})
      })
      const { env, cwd } = await tempPlace(t)
      const own = { QP_URL: `http://127.0.0.1:${near}`, QP_API_KEY: token, QP_APP: 'blog' }
      const line = `"$0" "$1" run bash; echo "ended with $?"`
      await using terminal = spawnInPty(['bash', '-c', line, process.execPath, program], {
        ...{ cwd, env: { ...env, ...own } },
      })
      assert.match(
        await terminal.until(/ended with/),
        /Running bash on blog\.\.\. .*failed[\s\S]*ended with 130/,
      )
      assert.equal(pressed, 1)
      await until('its container is gone', async () => (await controller.listContainers()).length === 0)
      await until('its end is written down', async () => (await controller.listRuns()).length === 0)
    })
  assert.equal((await controller.listRuns('?all=true')).length, 2)
})
