import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir, utimes } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { keepSource, openSourceBlob, sourceAddress } from '../../../src/controller/deploy/source-blob.ts'
import { readTarEntries } from '../../../src/controller/deploy/tar-entries.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import { packTree } from '../../fixtures/build.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function prepare(t: TestContext) {
  const platform = await createTestPlatform(t)
  platform.receivers = createReceiverNetwork({ allow: ['127.0.0.0/8'] })
  const tar = await buffer(packTree({ Procfile: 'web: a\n', 'a/b': 'c' }))
  const digest = createHash('sha256').update(tar).digest('hex')
  const files = () => readdir(join(platform.settings.dataDir, 'sources'))
  const told: string[] = []
  const open = (
    url: string,
    { version = null, checksum = null }: { version?: string | null; checksum?: string | null } = {},
  ) =>
    openSourceBlob(
      platform,
      { kind: 'blob', url, version, checksum },
      { onOutput: (line) => told.push(line), signal: new AbortController().signal },
    )
  const put = async (body: Readable = Readable.from([tar])) => {
    const url = new URL(sourceAddress(platform), 'http://qp.example')
    const { until = '', key = '' } = Object.fromEntries(url.searchParams)
    await keepSource(platform, { id: url.pathname.split('/').at(-1) ?? '', until, key }, body)
    return url.href
  }
  return { platform, tar, digest, files, told, open, put }
}

async function procfileOf(openTar: () => Readable): Promise<string> {
  for await (const entry of readTarEntries(openTar()))
    if (entry.header.name === 'Procfile') return text(entry)
  return ''
}

test('what was put at an address of ours is built from there, and gone after that', async (t) => {
  const { open, put, files, digest } = await prepare(t)
  const url = await put()
  const { source, close } = await open(url, { checksum: `SHA256:${digest}` })
  assert.equal(source.commit, digest)
  assert.equal(await procfileOf(source.openTar), 'web: a\n')
  assert.equal((await files()).length, 1)
  await close()
  assert.deepEqual(await files(), [])
  await assert.rejects(open(url), { id: 'build_failed', message: /No source was put at this address/ })
})

test('an address is checked before anything is kept; what breaks off leaves nothing', async (t) => {
  const { platform, put, files } = await prepare(t)
  const address = { id: '0'.repeat(36), until: '9999999999999', key: 'x' }
  await assert.rejects(keepSource(platform, address, Readable.from(['a'])), { id: 'not_found' })
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('a')
      throw new Error('the connection broke')
    })(),
  )
  await assert.rejects(put(broken), /the connection broke/)
  assert.deepEqual(await files(), [])
})

test('what nobody has built for a day goes when the next one comes', async (t) => {
  const { platform, put, files } = await prepare(t)
  await put()
  const [old = ''] = await files()
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000)
  await utimes(join(platform.settings.dataDir, 'sources', old), longAgo, longAgo)
  await put()
  assert.equal((await files()).length, 1)
  assert.notEqual((await files())[0], old)
})

test('another address is fetched; its version is its commit', async (t) => {
  const { open, tar, told, files } = await prepare(t)
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/blog.tar')) response.end(tar)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { source, close } = await open(`${origin}/blog.tar?token=s3cret`, { version: '1a2b3c4' })
  assert.deepEqual([source.commit, await procfileOf(source.openTar)], ['1a2b3c4', 'web: a\n'])
  assert.deepEqual(told, [`-----> Fetching ${origin}/blog.tar`])
  await close()
  await assert.rejects(open(`${origin}/none`), { id: 'build_failed', message: /answered 404/ })
  await assert.rejects(open('file:///etc/passwd'), { id: 'build_failed', message: /no address/ })
  await assert.rejects(open(`${origin}/blog.tar`, { checksum: 'SHA256:00' }), {
    message: /SHA256:00 was expected/,
  })
  assert.deepEqual(await files(), [])
})
