import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { bareEnv, buildPackage, runNode } from '../fixtures/built-package.ts'

const built = await buildPackage()
const program = join(built.root, 'bin', 'run.js')
const controller = createServer((_, response) => void response.end('{"GREETING":"hello"}'))
await new Promise<void>((resolve) => controller.listen(0, '127.0.0.1', resolve))
after(() => controller.close())
const env = {
  ...bareEnv(built),
  QP_URL: `http://127.0.0.1:${(controller.address() as AddressInfo).port}`,
  QP_API_KEY: 'token',
}

test('--version says it, and leaves nothing behind', async () => {
  const { version } = JSON.parse(await readFile(join(built.root, 'package.json'), 'utf8')) as {
    version: string
  }
  const stdout = `qp/${version} ${process.platform}-${process.arch} node-${process.version}\n`
  assert.deepEqual(await runNode([program, '--version'], env), { stdout, stderr: '', exitCode: 0 })
  assert.deepEqual(await readdir(built.home), [])
})

test('--version to nobody is no error', async () => {
  const child = spawn(process.execPath, [program, '--version'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const [code] = await once(child, 'close')
  assert.equal(code, 0)
})

test('a command that succeeds keeps what was compiled of the parts it used, for its user alone', async () => {
  const { exitCode } = await runNode([program, 'config', '-a', 'blog'], env)
  assert.equal(exitCode, 0)
  const compiled = join(built.home, '.cache/qp/compiled')
  const [folder = '', ...others] = await readdir(compiled)
  assert.deepEqual(others, [])
  assert.deepEqual((await readdir(join(compiled, folder))).sort(), ['got.cjs', 'qp.cjs.config'])
})

test('with QP_DEBUG an error shows the lines of the sources', async () => {
  const { stderr, exitCode } = await runNode([program, 'config', '--nonsense'], { ...env, QP_DEBUG: '1' })
  assert.equal(exitCode, 2)
  assert.match(stderr, /src\/commands\/config\/index\.ts:\d+/)
})
