import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import http from 'node:http'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { createNginxRouter, stopNginx } from '../../../src/controller/router/nginx.ts'
import { nginxFiles } from '../../../src/controller/router/nginx-files.ts'
import { findMaster, findNginx } from '../../../src/controller/router/nginx-process.ts'
import {
  ask,
  eventually,
  freePort,
  makeDir,
  type RouterUnderTest,
  routeTo,
  silentLog,
  startRouter,
  startUpstream,
  suiteCleanup,
} from './served-apps.ts'

describe('the table', () => {
  const cleanup = suiteCleanup()
  let served: RouterUnderTest
  before(async () => {
    served = await startRouter(cleanup)
  })

  it('sends an app where its route says, by any spelling of its hostname', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    await served.router.setRoute({ ...routeTo(dyno.address), hostnames: ['Blog.Localhost.'] })
    for (const host of [
      'blog.localhost',
      'BLOG.localhost',
      `blog.localhost:${served.port}`,
      'blog.localhost.',
    ]) {
      assert.equal((await ask(served.port, '/', { headers: { host } })).text, 'from web.1', host)
    }
  })

  it('gives a hostname up when a route no longer has it, and keeps it for whom it was given to', async (t) => {
    const [one, two] = [await startUpstream(t, 'one'), await startUpstream(t, 'two')]
    const route = routeTo(one.address)
    await served.router.setRoute({ ...route, hostnames: ['a.test', 'b.test', 'c.test'] })
    await served.router.setRoute({ ...routeTo(two.address), appId: 'app-2', hostnames: ['b.test'] })
    await served.router.setRoute({ ...route, hostnames: ['a.test'] })
    const texts = ['a.test', 'b.test', 'c.test'].map((host) => ask(served.port, '/', { headers: { host } }))
    assert.deepEqual(
      (await Promise.all(texts)).map(({ status, text }) => (status === 200 ? text : status)),
      ['from one', 'from two', 404],
    )
    await served.router.removeRoute('app-1')
    assert.equal((await ask(served.port, '/', { headers: { host: 'a.test' } })).status, 404)
  })

  it('shares requests fairly among dynos', async (t) => {
    const dynos = await Promise.all(['web.1', 'web.2', 'web.3'].map((name) => startUpstream(t, name)))
    await served.router.setRoute(routeTo(...dynos.map(({ address }) => address)))
    for (let i = 0; i < 60; i++) await ask(served.port)
    for (const { requests } of dynos) assert.ok(requests.length >= 18, `${requests.length} of 60`)
  })

  it('refuses what it can not hold', async () => {
    const bad = { ...routeTo('localhost:80'), appId: 'app-3' }
    await assert.rejects(served.router.setRoute(bad), /"localhost:80" is no IP address and port/)
  })

  it('switches under keep-alive load without a failed request', async (t) => {
    const dynos = await Promise.all(['a', 'b'].map((name) => startUpstream(t, name)))
    await served.router.setRoute(routeTo(dynos[0]?.address ?? ''))
    let isOver = false
    const load = Array.from({ length: 8 }, () => askUntil(served.port, () => isOver))
    for (let i = 1; i <= 20; i++) {
      const [to, from] = [dynos[i % 2], dynos[(i + 1) % 2]]
      assert.ok(to && from)
      await served.router.setRoute(routeTo(to.address))
      await eventually(async () => (await served.router.countInFlight(from.address)) === 0, 'drained')
      const before = from.requests.length
      await Promise.all(Array.from({ length: 10 }, () => ask(served.port)))
      assert.equal(from.requests.length, before)
    }
    isOver = true
    const outcomes = (await Promise.all(load)).flat()
    assert.ok(outcomes.length > 200, `${outcomes.length} requests`)
    assert.deepEqual(
      outcomes.filter((outcome) => outcome !== '200'),
      [],
    )
  })
})

describe('nginx under a controller', () => {
  it('goes on serving when the controller lets go, and is taken over as it is by the next', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    const served = await startRouter(t, [routeTo(dyno.address)])
    const master = await findMaster(nginxFiles(served.dir))
    await served.router.detach()
    assert.equal((await ask(served.port)).text, 'from web.1')
    const next = served.again()
    await next.start([{ ...routeTo(dyno.address), hostnames: ['other.test'] }])
    assert.equal(await findMaster(nginxFiles(served.dir)), master)
    assert.equal((await ask(served.port)).status, 404)
    assert.equal((await ask(served.port, '/', { headers: { host: 'other.test' } })).status, 200)
  })

  it('is reloaded where the configuration is another, and keeps its process', async (t) => {
    const served = await startRouter(t)
    const master = await findMaster(nginxFiles(served.dir))
    await served.router.detach()
    const next = served.again({ silenceSeconds: 7 })
    await next.start([])
    assert.equal(await findMaster(nginxFiles(served.dir)), master)
    assert.match(await readFile(join(served.dir, 'nginx.conf'), 'utf8'), /proxy_read_timeout 7s/)
  })

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`is started again with its table after ${signal}`, async (t) => {
      const dyno = await startUpstream(t, 'web.1')
      const served = await startRouter(t, [routeTo(dyno.address)])
      const first = await findMaster(nginxFiles(served.dir))
      assert.ok(first)
      process.kill(first, signal)
      await eventually(async () => {
        const now = await findMaster(nginxFiles(served.dir))
        return (
          now !== undefined && now !== first && (await ask(served.port).catch(() => null))?.status === 200
        )
      }, 'serving again')
    })
  }

  it('is started by a change of a route too', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    const served = await startRouter(t, [], { watchMilliseconds: 3_600_000 })
    await stopNginx(served.dir)
    await served.router.setRoute(routeTo(dyno.address))
    assert.equal((await ask(served.port)).text, 'from web.1')
  })

  it('leaves no process and no socket behind when it is stopped', async (t) => {
    const served = await startRouter(t)
    const files = nginxFiles(served.dir)
    assert.notEqual((await findNginx(files)).workers.length, 0)
    await served.router.stop()
    assert.deepEqual(await findNginx(files), { master: undefined, workers: [] })
    await assert.rejects(readFile(files.adminSocket), { code: 'ENOENT' })
  })

  it('never signals a process that has got the number of an old one', async (t) => {
    const served = await startRouter(t)
    await served.router.stop()
    await writeFile(nginxFiles(served.dir).pid, `${process.pid}\n`)
    const signals: string[] = []
    const note = (signal: string) => signals.push(signal)
    process.on('SIGQUIT', note).on('SIGTERM', note)
    await stopNginx(served.dir)
    process.off('SIGQUIT', note).off('SIGTERM', note)
    assert.deepEqual(signals, [])
  })
})

describe('a start that fails', () => {
  it('names the address that is in use, and what to do', async (t) => {
    const other = await startUpstream(t, 'other')
    const port = Number(other.address.split(':')[1])
    const router = createNginxRouter({
      dir: join(await makeDir(t), 'router'),
      http: { host: '127.0.0.1', port },
      log: silentLog,
    })
    await assert.rejects(router.start([]), {
      id: 'router_unavailable',
      message: new RegExp(`^127.0.0.1:${port}, where .* in use by another program.* --http HOST:PORT`),
    })
  })

  it('leaves the old configuration serving', async (t) => {
    const [dyno, other] = [await startUpstream(t, 'web.1'), await startUpstream(t, 'other')]
    const served = await startRouter(t, [routeTo(dyno.address)])
    await served.router.detach()
    const next = served.again({ http: { host: '127.0.0.1', port: Number(other.address.split(':')[1]) } })
    await assert.rejects(next.start([]), { id: 'router_unavailable' })
    assert.equal((await ask(served.port)).text, 'from web.1')
  })

  it('names the packages where the Lua module is missing', async (t) => {
    const dir = await makeDir(t)
    const options = { dir, http: { host: '127.0.0.1', port: await freePort() }, log: silentLog }
    await assert.rejects(createNginxRouter({ ...options, modulesDir: '/nonexistent' }).start([]), {
      id: 'router_unavailable',
      message: /\/nonexistent\/ndk_http_module.so is missing.*libnginx-mod-http-lua.*libluajit2-5.1-2/,
    })
    await assert.rejects(createNginxRouter({ ...options, nginxPath: 'no-such-nginx' }).start([]), {
      message: /There is no no-such-nginx, .*apt-get install nginx/,
    })
  })
})

/** One client with one connection that it keeps, asking as fast as it is answered. */
async function askUntil(port: number, isOver: () => boolean): Promise<string[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const outcomes: string[] = []
  while (!isOver()) {
    outcomes.push(
      await ask(port, '/', { agent }).then(
        ({ status }) => String(status),
        (error: Error) => error.message,
      ),
    )
  }
  agent.destroy()
  return outcomes
}
