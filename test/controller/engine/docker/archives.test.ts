import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, test } from 'node:test'
import { extract, pack } from 'tar-stream'
import { createTestContainer } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

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
    await assert.rejects(engine.getArchive(id, '/none'), { id: 'not_found' })
    const empty = Readable.from([Buffer.alloc(1024)])
    await assert.rejects(engine.putArchive(id, '/none', empty), { id: 'not_found' })
  })
})
