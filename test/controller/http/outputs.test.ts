import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { revokeToken, rotateToken } from '../../../src/controller/deploy/change-tokens.ts'
import { outputUrl } from '../../../src/controller/http/outputs.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { aCollaboration } from '../../fixtures/stored.ts'
import { createTestServer } from '../../fixtures/test-server.ts'

async function prepare(t: TestContext) {
  const made = await createTestServer(t)
  const { release } = await createDeployedApp(made.platform)
  await made.platform.store.releases.setOutput(release.id, 'migrated\n')
  const address = () => new URL(outputUrl(made.platform, { protocol: 'https', host: 'qp.example' }, release))
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
    changed(({ searchParams }) => searchParams.set('app', 'another')),
    changed(({ searchParams }) => searchParams.set('by', 'a token of somebody')),
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

/** Of a release whose command still writes, on a controller that listens: what `friend`, a collaborator, reads and may read. */
async function prepareReader(t: TestContext) {
  const made = await createTestServer(t)
  const { platform, users, tokens } = made
  const { app, release } = await createDeployedApp(platform)
  await platform.store.releases.setOutput(release.id, '')
  await platform.store.collaborators.add(aCollaboration(app, users.friend))
  const output = platform.outputs.begin(release.id)
  t.after(() => output.end())
  output.write('one')
  const origin = await made.server.listen({ host: '127.0.0.1', port: 0 })
  const { body } = await made.call('friend', 'GET', `/apps/blog/releases/${release.version}`)
  const given = new URL((body as { output_stream_url: string }).output_stream_url)
  const signed = origin + given.pathname + given.search
  const open = async (url: string, headers = {}) => {
    const reader = (await fetch(url, { headers })).body?.pipeThrough(new TextDecoderStream()).getReader()
    assert.equal((await reader?.read())?.value, 'one\n')
    return reader ?? assert.fail('no body')
  }
  const openAll = async () => [
    await open(signed),
    await open(`${origin}/apps/blog/releases/${release.version}/output`, {
      authorization: `Bearer ${tokens.friend}`,
    }),
  ]
  const [token] = await platform.store.tokens.listOfUser(users.friend.id)
  return { ...made, app, output, signed, openAll, token: token ?? assert.fail('no token') }
}

for (const [what, lose] of [
  [
    'the app',
    ({ platform, app, users }) => platform.store.collaborators.remove(aCollaboration(app, users.friend).id),
  ],
  ['the token', ({ platform, token }) => revokeToken(platform, token)],
  [
    'its secret',
    ({ platform, token }) => {
      platform.clock.at = new Date(platform.clock.at.getTime() + 1)
      return rotateToken(platform, token)
    },
  ],
] as [string, (made: Awaited<ReturnType<typeof prepareReader>>) => Promise<unknown>][])
  test(`who loses ${what} reads no further`, { timeout: 120_000 }, async (t) => {
    const made = await prepareReader(t)
    const readers = await made.openAll()
    await made.platform.sessions.recheck()
    made.output.write('two')
    for (const reader of readers) assert.equal((await reader.read()).value, 'two\n')
    await lose(made)
    await made.platform.sessions.recheck()
    // It breaks off: what came is not taken for all of it.
    for (const reader of readers) await assert.rejects(reader.read())
    assert.equal((await fetch(made.signed)).status, 404)
  })
