import assert from 'node:assert/strict'
import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { before, describe, test } from 'node:test'
import { extract, pack } from 'tar-stream'
import { createTestContainer } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'
import { until } from '../../../fixtures/until.ts'

describe('files of a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('go in before it starts, and come out', async (t) => {
    const id = await createTestContainer(t, engine, {})
    const tar = pack()
    tar.entry({ name: 'folder/file', uid: 1000, mode: 0o640 }, 'content')
    tar.finalize()
    await engine.putArchive(id, '/app', Readable.from(tar))

    const entries = []
    const archive = extract()
    ;(await engine.getArchive(id, '/app/folder')).pipe(archive)
    for await (const entry of archive) {
      const { name, uid, mode } = entry.header
      let content = ''
      for await (const chunk of entry) content += chunk
      entries.push({ name, uid, mode: (mode ?? 0) & 0o777, content })
    }
    assert.deepEqual(entries.at(-1), { name: 'folder/file', uid: 1000, mode: 0o640, content: 'content' })
  })

  test('a path that is not there', async (t) => {
    const id = await createTestContainer(t, engine, {})
    const said = { id: 'no_such_file', message: 'No such file or folder: /none.' }
    await assert.rejects(engine.getArchive(id, '/none'), said)
    await assert.rejects(engine.putArchive(id, '/none', tarOf({})), said)
    await assert.rejects(engine.getArchive('qp-test-none', '/none'), { id: 'not_found' })
  })

  test('one that is stuck half way holds up neither stop nor removal', { timeout: 120_000 }, async (t) => {
    const big = await createTestContainer(t, engine, {
      argv: ['bash', '-c', 'head -c 50000000 /dev/zero > /tmp/big; echo done; exec sleep 1000'],
    })
    await engine.startContainer(big)
    for await (const line of engine.followLogs(big, { signal: t.signal })) if (line.text === 'done') break
    const out = await engine.getArchive(big, '/tmp')
    await once(out, 'readable')
    await engine.stopContainer(big, { graceSeconds: 0 })
    assert.equal((await engine.findContainer(big))?.state, 'exited')
    await assert.rejects(async () => {
      for await (const chunk of out) assert.ok(chunk)
    }, /was stopped/)

    const id = await createTestContainer(t, engine, {})
    await engine.startContainer(id)
    const half = new PassThrough()
    half.write((await tarOf({ file: 'x'.repeat(100_000) }).toArray())[0])
    const put = engine.putArchive(id, '/tmp', half)
    await until('it to be read', () => half.readableLength === 0)
    await Promise.all([assert.rejects(put, /was stopped/), engine.removeContainer(id)])
    assert.equal(await engine.findContainer(id), undefined)
  })

  test('a path that is no folder', async (t) => {
    const id = await createTestContainer(t, engine, {})
    const said = { id: 'conflict', message: '/etc/passwd is no folder.' }
    await assert.rejects(engine.putArchive(id, '/etc/passwd', tarOf({})), said)
    await assert.rejects(engine.getArchive(id, '/etc/passwd/'), { id: 'conflict' })
  })

  test('a file does not take the place of a folder, and what is no tar is told', async (t) => {
    const id = await createTestContainer(t, engine, {})
    await assert.rejects(engine.putArchive(id, '/', tarOf({ etc: 'x' })), {
      id: 'invalid_params',
      message: /^The tar can't be unpacked in \/: cannot overwrite directory/,
    })
    const none = Readable.from([Buffer.from('no tar')])
    await assert.rejects(engine.putArchive(id, '/', none), { id: 'invalid_params' })
    await assert.rejects(engine.putArchive(id, '/tmp', tarOf({ '../up': 'x' })), { id: 'invalid_params' })
  })
})

function tarOf(files: Record<string, string>): Readable {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content)
  tar.finalize()
  return Readable.from(tar)
}
