import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outputUrl } from '../../../src/controller/http/outputs.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestServer } from '../../fixtures/test-server.ts'

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const made = await createTestServer(t)
  const { release } = await createDeployedApp(made.platform)
  await made.platform.store.releases.setOutput(release.id, 'migrated\n')
  const address = () =>
    new URL(outputUrl(made.platform, { protocol: 'https', host: 'qp.example' }, release.id))
  const read = (url: URL) => made.call('nobody', 'GET', url.pathname + url.search)
  return { ...made, release, address, read }
}

const hour = 60 * 60 * 1000

test('an address stands in for a token; asked for again soon it is the same', async (t) => {
  const { platform, address, read } = await prepare(t)
  const first = address()
  assert.equal(first.origin, 'https://qp.example')
  const { status, body, headers } = await read(first)
  assert.deepEqual([status, body], [200, 'migrated\n'])
  assert.match(String(headers['content-type']), /^text\/plain/)
  platform.clock.at = new Date(platform.clock.at.getTime() + 1)
  const second = address()
  platform.clock.at = new Date(platform.clock.at.getTime() + hour - 2)
  assert.equal(address().href, second.href)
})

test('one that was changed, or is older than a day, leads nowhere', async (t) => {
  const { platform, address, read } = await prepare(t)
  const url = address()
  const changed = (change: (url: URL) => void) => {
    const other = new URL(url)
    change(other)
    return other
  }
  const refused = [
    changed(({ searchParams }) => searchParams.set('until', String(Number(searchParams.get('until')) + 1))),
    changed(({ searchParams }) => searchParams.set('key', 'x')),
    changed((it) => {
      it.pathname = '/outputs/another'
    }),
  ]
  for (const it of refused) assert.equal((await read(it)).status, 404)
  assert.equal((await read(url)).status, 200)
  platform.clock.at = new Date(platform.clock.at.getTime() + 26 * hour)
  assert.equal((await read(url)).status, 404)
})

test('what is still written is read to its end', async (t) => {
  const { platform, address, read, release } = await prepare(t)
  const output = platform.outputs.begin(release.id)
  output.write('one')
  const reading = read(address())
  await new Promise(setImmediate)
  output.write('two')
  output.end()
  assert.equal((await reading).body, 'one\ntwo\n')
})
