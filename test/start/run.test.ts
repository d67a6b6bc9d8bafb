import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import type { Manifest } from '../../src/start/program-facts.ts'
import { bareEnv, buildPackage, repository, runNode } from '../fixtures/built-package.ts'

// Every command is run the short way and by all of oclif, and some by the sources too: nobody may see a difference.

const built = await buildPackage()
const program = join(built.root, 'bin', 'run.js')
const sources = join(repository, 'bin', 'dev.js')
const manifest = JSON.parse(await readFile(join(built.root, 'dist/oclif.manifest.json'), 'utf8')) as Manifest
const requests: string[] = []
const controller = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`)
  const [status, body] = answers[request.url ?? ''] ?? [404, { id: 'not_found', message: 'no such thing' }]
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
await new Promise<void>((resolve) => controller.listen(0, '127.0.0.1', resolve))
after(() => controller.close())
const loggedIn = {
  QP_URL: `http://127.0.0.1:${(controller.address() as AddressInfo).port}`,
  QP_API_KEY: 'token',
}

const answers: Record<string, [number, unknown]> = {
  '/apps/blog/config-vars': [200, { GREETING: 'hello', RACK_ENV: 'production' }],
  '/apps/blog/releases': [200, [{ version: 7 }]],
  '/users/~/apps': [200, [{ name: 'blog', owner: { email: 'mia@example.com' } }]],
  '/account': [200, { email: 'mia@example.com' }],
  '/apps/locked/config-vars': [401, { id: 'unauthorized', message: 'Invalid credentials provided.' }],
}

async function both(argv: readonly string[], env: Record<string, string> = {}) {
  const short = await run(program, argv, env)
  assert.deepEqual(short, await run(program, argv, { ...env, QP_FULL: '1' }))
  return short
}

async function run(path: string, argv: readonly string[], env: Record<string, string>) {
  requests.length = 0
  const ended = await runNode([path, ...argv], { ...bareEnv(built), ...env })
  return { ...ended, requests: [...requests] }
}

/** Without words these would start to work on the machine. */
const actAtOnce = new Set(['server', 'stack:build'])

suite('a command line means the same to the short way and to all of oclif', { concurrency: 2 }, () => {
  for (const { id, aliases } of Object.values(manifest.commands)) {
    test(`qp ${id}`, async () => {
      for (const word of [id, ...aliases]) {
        const unknown = await both([word, '--no-such-flag'])
        assert.notEqual(unknown.exitCode, 0)
        assert.notEqual(unknown.stderr, '')
        if (!actAtOnce.has(id)) await both([word])
      }
      // The short way does not go there (way.ts): once is enough.
      const help = await run(program, [id, '--help'], {})
      assert.equal(help.exitCode, 0)
      assert.match(help.stdout, /USAGE/)
    })
  }
})

suite('what is answered is shown alike, and as by the sources', { concurrency: 1 }, () => {
  const cases: { argv: string[]; exitCode: number; env?: Record<string, string> }[] = [
    { argv: ['config', '-a', 'blog'], exitCode: 0 },
    { argv: ['config', '-a', 'blog', '--shell'], exitCode: 0 },
    { argv: ['config', '-a', 'blog', '--json'], exitCode: 0 },
    { argv: ['config'], exitCode: 0, env: { QP_APP: 'blog' } },
    { argv: ['config:get', 'GREETING', '-a', 'blog'], exitCode: 0 },
    { argv: ['config:set', 'GREETING=hi there', '-a', 'blog'], exitCode: 0 },
    { argv: ['config', 'get', 'GREETING', '-a', 'blog'], exitCode: 0 },
    { argv: ['config', 'add', 'GREETING=hi there', '-a', 'blog'], exitCode: 0 },
    { argv: ['apps'], exitCode: 0 },
    { argv: ['apps', 'list'], exitCode: 0 },
    { argv: ['list', '--json'], exitCode: 0 },
    { argv: ['whoami'], exitCode: 0 },
    { argv: ['config', '-a', 'blog'], exitCode: 0, env: { FORCE_COLOR: '1' } },
    { argv: ['config', '-a', 'other'], exitCode: 1 },
    { argv: ['config', '-a', 'other', '--json'], exitCode: 1 },
    { argv: ['config', '-a', 'locked'], exitCode: 4 },
  ]
  for (const { argv, exitCode, env } of cases) {
    test(`qp ${argv.join(' ')}`, async () => {
      const ended = await both(argv, { ...loggedIn, ...env })
      assert.equal(ended.exitCode, exitCode, `${ended.stderr}${ended.requests.join('\n')}`)
      assert.notDeepEqual(ended.requests, [])
      assert.deepEqual(await run(sources, argv, { ...loggedIn, ...env }), ended)
    })
  }
})

suite('what is no command is left to oclif', { concurrency: 1 }, () => {
  for (const argv of [
    [],
    ['--version'],
    ['-v'],
    ['version'],
    ['version', '--json'],
    ['--help'],
    ['help'],
    ['-h'],
    ['help', 'config', 'set'],
    ['config', 'set', '--help'],
    ['git'],
    ['git', 'rmeote'],
    ['nonsense'],
    ['conf'],
    ['conifg', 'set', 'A=1'],
    ['config', 'sett', 'A=1'],
    ['config', '--jsno'],
  ]) {
    test(['qp', ...argv].join(' '), async () => {
      await both(argv)
    })
  }
})
