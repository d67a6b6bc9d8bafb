import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { findFreePort, findFreePorts } from '../../../acceptance/runner/free-ports.ts'
import {
  createNginxRouter,
  type NginxRouter,
  type NginxRouterOptions,
  stopNginx,
} from '../../../src/controller/router/nginx.ts'
import type { AppRoute } from '../../../src/controller/router/router.ts'

export const silentLog = { info() {}, error() {}, warn() {} }

export interface RouterUnderTest {
  dir: string
  port: number
  httpsPort: number
  router: NginxRouter
  /** Another object on the same directory, as a controller that was started again has it. */
  again(options?: Partial<NginxRouterOptions>): NginxRouter
}

/** Whoever undoes what was made: a test's context, or a suite's. */
export interface Cleanup {
  after(undo: () => Promise<unknown>): unknown
}

/** For a whole suite; to be called in its body. */
export function suiteCleanup(): Cleanup {
  const undos: (() => Promise<unknown>)[] = []
  after(async () => {
    for (const undo of undos) await undo()
  })
  return { after: (undo) => undos.push(undo) }
}

/** A directory of its own. A router may be started in `router` in it: it is stopped before the directory goes. */
export async function makeDir(t: Cleanup): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'qp-router-'))
  t.after(async () => {
    await stopNginx(join(dir, 'router'))
    await rm(dir, { recursive: true, force: true })
  })
  return dir
}

/** A real nginx on a free port; nothing of it is left afterwards. */
export async function startRouter(
  t: Cleanup,
  routes: readonly AppRoute[] = [],
  options: Partial<NginxRouterOptions> = {},
): Promise<RouterUnderTest> {
  const routers: NginxRouter[] = []
  // Before the directory's undo: a router that looks after its nginx would start it again.
  t.after(() => Promise.all(routers.map((it) => it.detach())))
  const dir = join(await makeDir(t), 'router')
  const [port = 0, httpsPort = 0] = await findFreePorts(2)
  const again = (others: Partial<NginxRouterOptions> = {}) => {
    const router = createNginxRouter({
      dir,
      http: { host: '127.0.0.1', port },
      https: { host: '127.0.0.1', port: httpsPort },
      log: silentLog,
      watchMilliseconds: 50,
      ...options,
      ...others,
    })
    routers.push(router)
    return router
  }
  const router = again()
  await router.start(routes)
  return { dir, port, httpsPort, router, again }
}

export async function freePort(): Promise<number> {
  const port = await findFreePort()
  return port
}

export interface Upstream {
  address: string
  requests: http.IncomingMessage[]
  server: http.Server
  close(): Promise<void>
}

/** What stands in for a dyno: a web server that tells its name unless it is given something else to do. */
export async function startUpstream(
  t: Cleanup,
  name: string,
  handle: http.RequestListener = (_request, response) => response.end(`from ${name}`),
): Promise<Upstream> {
  const requests: http.IncomingMessage[] = []
  const server = http.createServer((request, response) => {
    requests.push(request)
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  t.after(close)
  return { server, requests, address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

export function routeTo(...addresses: string[]): AppRoute {
  const dynos = addresses.map((address, index) => ({ dyno: `web.${index + 1}`, address }))
  return { appId: 'app-1', appName: 'blog', hostnames: ['blog.localhost'], dynos }
}

export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  text: string
}

export function ask(
  port: number,
  path = '/',
  { body, ...options }: http.RequestOptions & { body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'blog.localhost', ...options.headers }
    const request = http.request({ host: '127.0.0.1', port, path, agent: false, ...options, headers })
    request.on('error', reject)
    request.on('response', async (response) => {
      try {
        let text = ''
        for await (const chunk of response) text += chunk
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      } catch (error) {
        reject(error)
      }
    })
    request.end(body)
  })
}

/** Waits for a condition, bounded. */
export async function eventually(isTrue: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`not in a minute: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
