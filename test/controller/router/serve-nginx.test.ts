import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readLuaScripts } from '../../../src/controller/router/lua-scripts.ts'
import { nginxFiles } from '../../../src/controller/router/nginx-files.ts'
import { type ServeOptions, serveNginx } from '../../../src/controller/router/serve-nginx.ts'
import { type Cleanup, freePort, makeDir, startUpstream } from './served-apps.ts'

const scripts = await readLuaScripts()
const withBalancer = (balancer: string) => ({ scripts: { ...scripts, balancer } })

test('what does not differ is not reloaded; a new balancer is', async (t) => {
  const { files, options } = await prepare(t)
  assert.equal(await serveNginx(files, options), 'started')
  assert.equal(await serveNginx(files, options), 'running')
  assert.equal(
    await serveNginx(files, { ...options, ...withBalancer(`${scripts.balancer}\n-- changed\n`) }),
    'reloaded',
  )
  const names = (await readdir(files.dir)).filter((name) => name.endsWith('.lua'))
  assert.equal(names.length, Object.keys(scripts).length)
})

test('a configuration that nginx refuses leaves the old one serving', async (t) => {
  const { files, options } = await prepare(t)
  await serveNginx(files, options)
  await assert.rejects(serveNginx(files, { ...options, silenceSeconds: -1 }), {
    id: 'router_unavailable',
    message: /nginx refuses its configuration .*nginx\.conf\.new: .*invalid value/,
  })
  assert.equal(await serveNginx(files, options), 'running')
})

test('what only a reload can show to be wrong leaves the old one serving too', async (t) => {
  const { files, options } = await prepare(t)
  await serveNginx(files, options)
  await assert.rejects(serveNginx(files, { ...options, ...withBalancer('not lua') }), {
    id: 'router_unavailable',
    message: /nginx did not take its new configuration and goes on with the old/,
  })
  assert.equal(await serveNginx(files, options), 'running')
})

test('the port of https is named where another program has it', async (t) => {
  const { files, options } = await prepare(t)
  const { address } = await startUpstream(t, 'other')
  const https = { host: '127.0.0.1', port: Number(address.split(':')[1]) }
  await assert.rejects(serveNginx(files, { ...options, https }), {
    id: 'router_unavailable',
    message: new RegExp(`^${address}, .* in use by another program.* --https HOST:PORT`),
  })
})

test('only its owner can enter the directory, and workers can use theirs', async (t) => {
  const { files, options } = await prepare(t)
  await serveNginx(files, options)
  assert.equal((await stat(files.dir)).mode & 0o777, 0o700)
  assert.equal((await stat(files.runDir)).mode & 0o777, 0o711)
})

test('a directory whose path no socket can have is refused', async (t) => {
  const { options, files } = await prepare(t)
  const long = nginxFiles(join(files.dir, 'x'.repeat(100)))
  await assert.rejects(serveNginx(long, options), { message: /too long for a socket's address/ })
})

async function prepare(t: Cleanup) {
  const dir = join(await makeDir(t), 'router')
  const options: ServeOptions = {
    http: { host: '127.0.0.1', port: await freePort() },
    https: { host: '127.0.0.1', port: await freePort() },
    nginxPath: 'nginx',
    modulesDir: '/usr/lib/nginx/modules',
    workerUser: process.getuid?.() === 0 ? 'www-data' : null,
    silenceSeconds: 55,
    trustedFronts: ['127.0.0.0/8', '::1'],
    logLinesPerSecond: 500,
    scripts,
  }
  return { files: nginxFiles(dir), options }
}
