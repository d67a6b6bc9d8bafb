import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { pack } from 'tar-stream'
import { readDynoFiles, writeDynoFiles } from '../../../src/controller/deploy/dyno-files.ts'
import { readTarEntries } from '../../../src/controller/deploy/tar-entries.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import type { Container } from '../../../src/controller/engine/engine.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { dynoWithFiles } from '../../fixtures/dyno-with-files.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { anApp, aUser } from '../../fixtures/stored.ts'

const app = anApp('blog', aUser('owner'))

function tarOf(name: string): Readable {
  const tar = pack()
  tar.entry({ name, mode: 0o640, uid: 0, gid: 0 }, 'content')
  tar.finalize()
  return Readable.from(tar)
}

describe('files of a running dyno', () => {
  test('come out', async (t) => {
    const { engine } = await dynoWithFiles(t, 'mkdir log; echo hello > log/web')
    const platform = await createTestPlatform(t, { engine })
    const seen = []
    const tar = await readDynoFiles(platform, { app, dyno: 'web.1', path: '/app/log' })
    for await (const entry of readTarEntries(tar)) seen.push([entry.header.name, await text(entry)])
    assert.deepEqual(seen, [
      ['log/', ''],
      ['log/web', 'hello\n'],
    ])
  })

  test('go in, and belong to the user that it runs as', async (t) => {
    const { engine, read } = await dynoWithFiles(t)
    const platform = await createTestPlatform(t, { engine })
    await writeDynoFiles(platform, { app, dyno: 'web.1', path: '/app', tar: tarOf('new') })
    assert.equal(
      await read('cd /app; stat -c "%u %g %a %s" new; cat new; rm new'),
      '1000 1000 640 7\ncontent',
    )
  })

  test('what is not there, or no folder', async (t) => {
    const { engine } = await dynoWithFiles(t)
    const platform = await createTestPlatform(t, { engine })
    await assert.rejects(readDynoFiles(platform, { app, dyno: 'web.1', path: '/none' }), {
      id: 'no_such_file',
      message: 'web.1: No such file or folder: /none.',
    })
    const into = { app, dyno: 'web.1', path: '/etc/passwd', tar: tarOf('x') }
    await assert.rejects(writeDynoFiles(platform, into), {
      id: 'conflict',
      message: 'web.1: /etc/passwd is no folder.',
    })
    for (const path of ['/proc/1/status', '/dev', '/app/../sys/']) {
      const message = `web.1: ${path} is made by the kernel and on no disk, so it can't be copied. \`qp run:inside -a blog web.1 cat ${path}\` reads a file there.`
      await assert.rejects(readDynoFiles(platform, { app, dyno: 'web.1', path }), { id: 'conflict', message })
    }
    await assert.rejects(readDynoFiles(platform, { app, dyno: 'web.2', path: '/' }), {
      id: 'not_found',
      message: 'No such dyno: web.2. `qp ps -a blog` lists them.',
    })
  })
})

test('of two with the name, the newer one that runs', async (t) => {
  const asked: string[] = []
  const dyno = (id: string, state: Container['state'], second: number): Container => ({
    id,
    name: id,
    image: 'x',
    labels: { [labels.dyno]: 'web.1' },
    state,
    exitCode: null,
    createdAt: new Date(second * 1000),
    startedAt: null,
  })
  const containers = [dyno('old', 'running', 1), dyno('new', 'running', 2), dyno('newest', 'exited', 3)]
  const platform = await createTestPlatform(t, {
    engine: {
      listContainers: async (wanted) => (wanted[labels.kind] === 'one-off' ? containers : []),
      getArchive: async (id) => {
        asked.push(id)
        return Readable.from([])
      },
    },
  })
  await readDynoFiles(platform, { app, dyno: 'web.1', path: '/' })
  assert.deepEqual(asked, ['new'])
})

test('one that does not run', async (t) => {
  const platform = await createTestPlatform(t)
  const deployed = await createDeployedApp(platform)
  for (const container of platform.engine.containers.values()) container.state = 'exited'
  await assert.rejects(readDynoFiles(platform, { app: deployed.app, dyno: 'web.1', path: '/' }), {
    id: 'conflict',
    message: 'web.1 does not run, so nothing can be copied.',
  })
})
