import { createHash } from 'node:crypto'
import { access, chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { problem } from '../domain/problem.ts'
import { askBalancer, longestSocketPath } from './admin-socket.ts'
import { provideDefaultCertificate } from './default-certificate.ts'
import type { LuaScripts } from './lua-scripts.ts'
import { formatHostPort, type NginxSettings, renderNginxConfig } from './nginx-config.ts'
import type { NginxFiles } from './nginx-files.ts'
import { findMaster, findNginx, kill, runNginx } from './nginx-process.ts'
import { waitUntil } from './wait-until.ts'

export interface ServeOptions
  extends Pick<
    NginxSettings,
    'http' | 'https' | 'workerUser' | 'modulesDir' | 'silenceSeconds' | 'trustedFronts' | 'logLinesPerSecond'
  > {
  nginxPath: string
  /** Fewer than the system allows. */
  maxOpenFiles?: number | undefined
  scripts: LuaScripts
}

const packages = 'nginx libnginx-mod-http-lua lua-resty-core libluajit2-5.1-2'

/**
 * When it resolves, an nginx with this very configuration answers: the one that was running already, the same after a
 * reload, or a new one. Throws `router_unavailable` and leaves what was serving as it was.
 */
export async function serveNginx(
  files: NginxFiles,
  options: ServeOptions,
): Promise<'running' | 'reloaded' | 'started'> {
  await makeDirectories(files)
  await checkModules(options.modulesDir)
  await provideDefaultCertificate(files)
  const { config, fingerprint, scripts } = await build(options)
  const before = await readFile(files.config, 'utf8').catch(() => '')
  const master = await findMaster(files)
  if (master !== undefined && before === config && (await isServing(files, fingerprint))) return 'running'
  for (const [name, text] of Object.entries(scripts))
    await writeFile(join(files.dir, name), text, { mode: 0o600 })
  await testStaged(files, options, config)
  if (master === undefined) await clearTheWay(files)
  await checkPorts(options, master === undefined ? '' : before)
  await rename(files.staged, files.config)
  if (master === undefined) await launch(files, options, fingerprint)
  else await reload(files, master, fingerprint, before)
  await removeOldScripts(files, scripts)
  return master === undefined ? 'started' : 'reloaded'
}

async function makeDirectories(files: NginxFiles): Promise<void> {
  if (Buffer.byteLength(files.adminSocket) > longestSocketPath) {
    const message = `${files.adminSocket} is too long for a socket's address (${longestSocketPath} bytes). Use a data dir with a shorter path.`
    throw problem('router_unavailable', message)
  }
  await mkdir(files.runDir, { recursive: true })
  await chmod(files.dir, 0o700)
  // Workers start in it, so they must be able to use it; nobody else can get here through `dir`.
  await chmod(files.runDir, 0o711)
}

async function checkModules(modulesDir: string): Promise<void> {
  for (const name of ['ndk_http_module.so', 'ngx_http_lua_module.so']) {
    const path = join(modulesDir, name)
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    if (isThere) continue
    throw problem(
      'router_unavailable',
      `nginx's module ${path} is missing. Debian: apt-get install ${packages}`,
    )
  }
}

async function build(options: ServeOptions) {
  const named = Object.entries(options.scripts).map(([name, text]) => [`${name}.${hash(text)}.lua`, text])
  const scripts: Record<string, string> = Object.fromEntries(named)
  const settings: NginxSettings = {
    ...options,
    scriptPaths: Object.keys(scripts).map((name) => `../${name}`),
    adminSocketPath: '../admin.sock',
    pidPath: '../nginx.pid',
    maxOpenFiles: Math.min(options.maxOpenFiles ?? 65_536, await readMaxOpenFiles()),
    fingerprint: '',
  }
  const fingerprint = hash(renderNginxConfig(settings))
  return { config: renderNginxConfig({ ...settings, fingerprint }), fingerprint, scripts }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** The hard limit: a process may raise its own up to it. */
async function readMaxOpenFiles(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const limit = /^Max open files +\S+ +(\S+)/m.exec(limits)?.[1]
  if (limit === 'unlimited') return Number.POSITIVE_INFINITY
  return Number(limit ?? 1024)
}

async function testStaged(files: NginxFiles, options: ServeOptions, config: string): Promise<void> {
  await writeFile(files.staged, config, { mode: 0o600 })
  const { ok, said } = await runNginx(options.nginxPath, files, ['-t', '-q', '-c', '../nginx.conf.new'])
  if (ok) return
  if (said.includes('bind()')) await checkPorts(options, '')
  const hint = /lua/i.test(said)
    ? ` nginx needs ${packages}; with libluajit-5.1-2 in place of libluajit2-5.1-2 its Lua module does not load.`
    : ''
  throw problem('router_unavailable', `nginx refuses its configuration ${files.staged}: ${said}${hint}`)
}

/** Workers whose master was killed serve on, and hold the port; its socket stays behind too. */
async function clearTheWay(files: NginxFiles): Promise<void> {
  const { master, workers } = await findNginx(files)
  for (const pid of master === undefined ? workers : [master]) kill(pid, 'SIGQUIT')
  await rm(files.adminSocket, { force: true })
}

/** Those that the configuration `before` does not hold already. */
async function checkPorts({ http, https }: ServeOptions, before: string): Promise<void> {
  if (!before.includes(`listen ${formatHostPort(http)};`)) await checkPort(http, '--http')
  if (https && !before.includes(`listen ${formatHostPort(https)} ssl`)) await checkPort(https, '--https')
}

async function checkPort(address: { host: string; port: number }, flag: string): Promise<void> {
  let reason: NodeJS.ErrnoException | undefined
  // More than once: the port is still held for a moment by workers that were just told to go.
  const isFree = await waitUntil(
    async () => {
      reason = await tryPort(address)
      return reason?.code !== 'EADDRINUSE'
    },
    { milliseconds: 500 },
  )
  if (isFree && !reason) return
  const words: Record<string, string> = {
    EADDRINUSE: 'is in use by another program. Stop that one',
    EACCES: 'needs rights that this user lacks. Run as root',
    EADDRNOTAVAIL: 'is not an address of this machine. Correct it',
  }
  const what = words[reason?.code ?? ''] ?? `can't be used (${reason?.message}). Free it`
  throw problem(
    'router_unavailable',
    `${formatHostPort(address)}, where apps are to be reached, ${what}, or choose another with \`qp server ${flag} HOST:PORT\`.`,
    { cause: reason },
  )
}

function tryPort({ host, port }: { host: string; port: number }): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

async function launch(files: NginxFiles, options: ServeOptions, fingerprint: string): Promise<void> {
  const { ok, said } = await runNginx(options.nginxPath, files, ['-c', '../nginx.conf'])
  if (!ok) throw problem('router_unavailable', `nginx does not start: ${said}`)
  if (await waitUntil(() => isServing(files, fingerprint), { milliseconds: 5000 })) return
  throw problem('router_unavailable', `nginx started but does not answer. ${files.errorLog} may say why.`)
}

async function reload(files: NginxFiles, master: number, fingerprint: string, before: string): Promise<void> {
  kill(master, 'SIGHUP')
  if (await waitUntil(() => isServing(files, fingerprint), { milliseconds: 5000 })) return
  await writeFile(files.config, before, { mode: 0o600 })
  const message = `nginx did not take its new configuration and goes on with the old. ${files.errorLog} may say why.`
  throw problem('router_unavailable', message)
}

async function isServing(files: NginxFiles, fingerprint: string): Promise<boolean> {
  const status = await askBalancer(files.adminSocket, 'GET', '/status').catch(() => '')
  return status.startsWith(`${fingerprint} `)
}

async function removeOldScripts(files: NginxFiles, keep: Readonly<Record<string, string>>): Promise<void> {
  for (const name of await readdir(files.dir)) {
    if (name.endsWith('.lua') && !(name in keep)) await rm(join(files.dir, name), { force: true })
  }
}
