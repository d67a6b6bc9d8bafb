import assert from 'node:assert/strict'
import { appendFile, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { type FileAppLogs, openFileAppLogs } from '../../../src/controller/logs/file-app-logs.ts'
import { followRouterLog, type RouterLogOptions } from '../../../src/controller/logs/router-log.ts'
import { until } from '../../fixtures/until.ts'
import { ask, routeTo, silentLog, startRouter, startUpstream } from '../router/served-apps.ts'
import { makeLogDir, textsOf } from './lines.ts'

describe("nginx's lines", () => {
  it("are lines of the app's log in Heroku's format", async (t) => {
    const { served, logs, dyno } = await serve(t)
    await ask(served.port, '/x?y=1', { headers: { 'x-request-id': '0a1b2c3d-0000-4000-8000-123456789abc' } })
    await served.router.setRoute(routeTo())
    await ask(served.port, '/none', { method: 'POST' })
    await served.router.setRoute(routeTo(dyno.address))
    const texts = await waitForLines(logs, 2)
    assert.match(
      texts[0] ?? '',
      /^at=info method=GET path="\/x\?y=1" host=blog\.localhost request_id=0a1b2c3d-0000-4000-8000-123456789abc fwd="127\.0\.0\.1" dyno=web\.1 connect=\d+ms service=\d+ms status=200 bytes=10 protocol=http$/,
    )
    assert.match(
      texts[1] ?? '',
      /^at=error code=H14 desc="No web processes running" method=POST path="\/none" /,
    )
  })

  it('hold nothing that a visitor could pass off as another value or line', async (t) => {
    const { served, logs } = await serve(t)
    const socket = connect(served.port, '127.0.0.1')
    const fields = 'host: blog.localhost\r\nx-forwarded-for: a\tb" dyno=x\r\nconnection: close\r\n'
    socket.end(`GET /a"%0A\u00e9 HTTP/1.1\r\n${fields}\r\n`)
    socket.resume()
    const [text] = await waitForLines(logs, 1)
    assert.match(
      text ?? '',
      /path="\/a\\x22%0A\\xC3\\xA9" .*fwd="a\\x09b\\x22 dyno=x, 127\.0\.0\.1" dyno=web\.1 /,
    )
  })

  it('are all there, once, though their file is put away again and again', async (t) => {
    const { served, logs } = await serve(t, { mostBytes: 4000, everyMilliseconds: 5 })
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 50 }, (_, i) => ask(served.port, `/${round}/${i}`)))
    }
    const texts = await waitForLines(logs, 1000)
    assert.equal(new Set(texts.map((text) => /path="([^"]+)"/.exec(text)?.[1])).size, 1000)
    const path = served.router.accessLogPath
    // What was read is put away behind the reading.
    await until('what was put away is gone, and the file is small', async () => {
      const [putAway, size] = await Promise.all([sizeOf(`${path}.1`), sizeOf(path)])
      return putAway === undefined && size !== undefined && size < 1000 * 100
    })
  })

  it('of the time without a controller are read by the next, none twice', async (t) => {
    const { served, logs, follower, follow } = await serve(t)
    await ask(served.port, '/before')
    await waitForLines(logs, 1)
    await follower.close()
    for (let i = 0; i < 20; i++) await ask(served.port, `/away/${i}`)
    await until('nginx has written', async () => {
      return (await readFile(served.router.accessLogPath, 'utf8')).includes('/away/19')
    })
    await follow()
    await ask(served.port, '/after')
    const paths = (await waitForLines(logs, 22)).map((text) => /path="([^"]+)"/.exec(text)?.[1])
    assert.equal(new Set(paths).size, 22)
    assert.equal(paths.at(-1), '/after')
  })

  it('are counted where there are too many', async (t) => {
    const { served, logs } = await serve(t, {}, { logLinesPerSecond: 20 })
    let sent = 0
    const send = async (count: number) => {
      sent += count
      await Promise.all(Array.from({ length: count }, () => ask(served.port)))
    }
    for (let i = 0; i < 20; i++) await send(50)
    let nextSend = 0
    await until('each request is a line or counted', async () => {
      // A count is told with the next line of the same worker of nginx.
      if (Date.now() > nextSend) {
        await send(4)
        nextSend = Date.now() + 1000
      }
      const texts = textsOf(await logs.read('app-1', 5000, {}))
      const dropped = texts.map((text) => Number(/: (\d+) messages? dropped/.exec(text)?.[1] ?? 0))
      const written = texts.filter((text) => text.startsWith('at=info')).length
      const lost = dropped.reduce((sum, it) => sum + it, 0)
      return lost > 0 && written + lost === sent
    })
  })
})

describe('a file', () => {
  const lineOf = (i: number) =>
    `app-1 web.1\t1795392741.${String(i).padStart(3, '0')}\t200\t\tGET\t/${i}\tx\tid\t1.2.3.4\t0\t0\t1\thttp\n`
  const linesOf = (from: number, to: number) => {
    return Array.from({ length: to - from }, (_, i) => lineOf(from + i)).join('')
  }
  const numbers = (texts: readonly string[]) => texts.map((text) => Number(/path="\/(\d+)"/.exec(text)?.[1]))

  it('that grew too much without a controller is read from near its end, and that is said', async (t) => {
    const { path, logs, follow } = await prepare(t)
    await writeFile(path, linesOf(0, 500))
    await follow({ mostToCatchUp: lineOf(100).length * 10 })
    const [note, ...texts] = await waitForLines(logs, 10)
    assert.match(note ?? '', /^The router's lines before this one were skipped/)
    assert.deepEqual(numbers(texts), [491, 492, 493, 494, 495, 496, 497, 498, 499])
  })

  it('that an earlier controller was about to put away is read to its end first', async (t) => {
    const { path, logs, follow } = await prepare(t)
    await writeFile(path, linesOf(0, 5))
    const first = await follow()
    await waitForLines(logs, 5)
    await first.close()
    await appendFile(path, linesOf(5, 8))
    await rename(path, `${path}.1`)
    await writeFile(path, linesOf(8, 10))
    await follow()
    assert.deepEqual(numbers(await waitForLines(logs, 10)), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    await assert.rejects(stat(`${path}.1`), { code: 'ENOENT' })
  })

  it('that is not there yet is read once it is', async (t) => {
    const { path, logs, follow } = await prepare(t)
    await follow()
    await writeFile(path, linesOf(0, 2))
    assert.deepEqual(numbers(await waitForLines(logs, 2)), [0, 1])
  })

  it('is read to its end before the follower lets go', async (t) => {
    const { path, logs, follow } = await prepare(t)
    const follower = await follow({ everyMilliseconds: 3_600_000 })
    await writeFile(path, linesOf(0, 3))
    await follower.close()
    assert.deepEqual(numbers(textsOf(await logs.read('app-1', 10, {}))), [0, 1, 2])
  })
})

/** An app behind a real nginx, whose router log is followed. */
async function serve(t: TestContext, options: Partial<RouterLogOptions> = {}, routerOptions = {}) {
  const dyno = await startUpstream(t, 'web.1')
  const served = await startRouter(t, [routeTo(dyno.address)], { logLinesPerSecond: 1e6, ...routerOptions })
  const { logs, follow } = await prepare(t, served.router.accessLogPath, {
    reopen: (inode) => served.router.reopenLogs(inode),
    ...options,
  })
  return { dyno, served, logs, follow, follower: await follow() }
}

async function prepare(t: TestContext, file?: string, options: Partial<RouterLogOptions> = {}) {
  const followers: { close(): Promise<void> }[] = []
  t.after(() => Promise.all(followers.map((it) => it.close())))
  const dir = await makeLogDir(t)
  const logs = await openFileAppLogs(join(dir, 'logs'))
  const path = file ?? join(dir, 'access.log')
  const follow = async (others: Partial<RouterLogOptions> = {}) => {
    const follower = await followRouterLog({
      path,
      logs,
      reopen: async () => true,
      log: silentLog,
      everyMilliseconds: 20,
      ...options,
      ...others,
    })
    followers.push(follower)
    return follower
  }
  return { path, logs, follow }
}

async function waitForLines(logs: FileAppLogs, count: number): Promise<string[]> {
  let texts: string[] = []
  await until(`${count} lines`, async () => {
    texts = textsOf(await logs.read('app-1', 5000, {}))
    return texts.length >= count
  })
  assert.equal(texts.length, count)
  return texts
}

/** In bytes; undefined where there is no such file. */
async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  )
}
