import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { describe, type TestContext, test } from 'node:test'
import { type Pack, pack } from 'tar-stream'
import { unpackInDyno } from '../../../src/controller/deploy/unpack-in-dyno.ts'
import type { Engine } from '../../../src/controller/engine/engine.ts'
import { type DynoWithFiles, dynoWithFiles } from '../../fixtures/dyno-with-files.ts'
import { getTestEngine } from '../../fixtures/engine.ts'
import { until } from '../../fixtures/until.ts'

const real = getTestEngine()

type Entry = Parameters<Pack['entry']>[0] & { content?: string }

function tarOf(...entries: Entry[]): Readable {
  const tar = pack()
  for (const { content = '', ...header } of entries) tar.entry(header, content)
  tar.finalize()
  return Readable.from(tar)
}

const file = { name: 'new', mode: 0o751, uid: 0, gid: 0, content: 'content' }

/** A dyno in whose image there is `id`, and no tar. */
async function dynoWithoutTar(t: TestContext): Promise<DynoWithFiles & { engine: Engine }> {
  const dyno = await dynoWithFiles(t, 'mkdir /tmp/bin; ln -s /usr/bin/id /tmp/bin/id')
  const execContainer: Engine['execContainer'] = (id, options) =>
    real.execContainer(id, { ...options, env: { PATH: '/tmp/bin' } })
  return { ...dyno, engine: { ...real, execContainer } }
}

describe('a tar in a dyno', () => {
  test('belongs to its user, modes as they were; the folder itself stays as it is', async (t) => {
    const { id, read } = await dynoWithFiles(t)
    const before = await read('stat -c "%u %a" /tmp')
    const folder = { name: './', type: 'directory', mode: 0o700 } as const
    await unpackInDyno({ engine: real, id, path: '/tmp', tar: tarOf(folder, { ...file, name: './new' }) })
    assert.equal(await read('stat -c "%u %g %a" /tmp/new; cat /tmp/new'), '1000 1000 751\ncontent')
    assert.equal(await read('stat -c "%u %a" /tmp'), before)
  })

  test('goes nowhere that its user may not write', async (t) => {
    const { id, read } = await dynoWithFiles(t, 'ln -s /etc aside')
    const into = (path: string, tar: Readable) => unpackInDyno({ engine: real, id, path, tar })
    await assert.rejects(into('/etc', tarOf(file)), {
      id: 'conflict',
      message: 'Its user (uid 1000) may not write in /etc. Copy to /tmp, say.',
    })
    await assert.rejects(into('/app', tarOf({ ...file, name: 'aside/new' })), {
      id: 'conflict',
      message: "The tar can't be unpacked in /app: aside/new: Cannot open: Permission denied.",
    })
    assert.equal(await read('ls /etc/new'), '')
  })

  test('what is not there, or no folder', async (t) => {
    const { id } = await dynoWithFiles(t)
    const into = (path: string) => unpackInDyno({ engine: real, id, path, tar: tarOf(file) })
    await assert.rejects(into('/none'), { id: 'no_such_file', message: 'No such file or folder: /none.' })
    await assert.rejects(into('/etc/passwd'), { id: 'conflict', message: '/etc/passwd is no folder.' })
  })

  test('where the dyno’s tar is killed, or ends early, it is told', async (t) => {
    const { id, read } = await dynoWithFiles(t)
    const bytes = Buffer.concat(await tarOf({ name: 'half', content: 'x'.repeat(500_000) }).toArray())
    const half = new PassThrough()
    half.write(bytes.subarray(0, 200_000))
    const refused = assert.rejects(unpackInDyno({ engine: real, id, path: '/app', tar: half }), {
      id: 'conflict',
      message: "The tar can't be unpacked in /app: the tar in the dyno ended before all was there.",
    })
    await until('half of it is there', async () => (await read('ls /app')) === 'half\n')
    await read(
      'for it in $(ls /proc); do [ "$(cat /proc/$it/comm)" != tar ] || kill -KILL $it; done 2>/dev/null',
    )
    await refused
  })

  test('one that breaks off is told, and nothing waits for the rest of it', async (t) => {
    const { id, read } = await dynoWithFiles(t)
    const bytes = Buffer.concat(await tarOf({ name: 'half', content: 'x'.repeat(500_000) }).toArray())
    const half = new PassThrough()
    half.write(bytes.subarray(0, 200_000))
    const unpacked = unpackInDyno({ engine: real, id, path: '/app', tar: half })
    await until('half of it is there', async () => (await read('ls /app')) === 'half\n')
    half.destroy(new Error('the client is gone'))
    await assert.rejects(unpacked, { id: 'invalid_params', message: /the client is gone/ })
    await until('tar has ended', async () => !(await read('cat /proc/[0-9]*/comm')).includes('tar\n'))
  })
})

describe('a tar in a dyno without tar', () => {
  test('is unpacked by the engine, and belongs to the user', async (t) => {
    const { id, engine, read } = await dynoWithoutTar(t)
    await unpackInDyno({ engine, id, path: '/app', tar: tarOf(file) })
    assert.equal(await read('stat -c "%u %g %a" /app/new; cat /app/new'), '1000 1000 751\ncontent')
  })

  test('is not unpacked where its user may not write', async (t) => {
    const { id, engine, read } = await dynoWithoutTar(t)
    await assert.rejects(unpackInDyno({ engine, id, path: '/etc', tar: tarOf(file) }), { id: 'conflict' })
    assert.equal(await read('ls /etc/new'), '')
  })

  test('nor where there is no shell that could say; then root is who writes', async (t) => {
    const { id, read } = await dynoWithFiles(t)
    const execContainer = () => Promise.reject(new Error('no shell'))
    await unpackInDyno({ engine: { ...real, execContainer }, id, path: '/app', tar: tarOf(file) })
    assert.equal(await read('stat -c "%u %g" /app/new'), '0 0\n')
  })
})
