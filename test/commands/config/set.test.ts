import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import ConfigSet from '../../../src/commands/config/set.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease, aSlug } from '../../fixtures/resources.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { ndjson, stubController, watchedAnswer } from '../../fixtures/stub-controller.ts'

testRefusals(ConfigSet, 'config:set', [
  { argv: ['-a', 'blog'], stderr: 'Error: nothing to set. Write it like `qp config:set A=1 B=2`.\n' },
  { argv: ['A', '-a', 'blog'], stderr: 'Error: "A" has no key and value. Write it like A=1.\n' },
  { argv: ['=1', '-a', 'blog'], stderr: 'Error: "=1" has no key and value. Write it like A=1.\n' },
  {
    argv: ['--from-file', 'A', '-a', 'blog'],
    stderr: 'Error: "A" has no key and value. Write it like --from-file A=secret.txt.\n',
  },
])

const latest = 'version ..; order=desc, max=1'

testAnswers(ConfigSet, 'config:set', [
  {
    name: 'restarts the app with them, and names the release',
    argv: ['A=1', 'B=x=y z', '-a', 'blog'],
    stub: (api) => {
      api
        .patch('/apps/blog/config-vars', { A: '1', B: 'x=y z' })
        .matchHeader('accept', 'application/x-ndjson')
        .reply(200, watchedAnswer({ A: '1', B: 'x=y z', C: '3' }), ndjson)
      api
        .get('/apps/blog/releases')
        .matchHeader('range', latest)
        .reply(206, [aRelease(13)])
    },
    stdout: 'A: 1\nB: x=y z\n',
    stderr: 'Setting A, B and restarting blog... done, v13\n',
  },
  {
    name: 'shows each dyno on the way',
    argv: ['A=1', '-a', 'blog'],
    stub: (api) => {
      const step = (name: string, state: string) => ({
        kind: 'step',
        step: name,
        dyno: 'web.1',
        state,
        text: '',
      })
      const progress = [
        { kind: 'note', text: 'waiting for another deploy of blog to finish' },
        step('start', 'begun'),
        step('wait', 'begun'),
        step('wait', 'done'),
      ]
      api.patch('/apps/blog/config-vars').reply(200, watchedAnswer({ A: '1' }, { progress }), ndjson)
      api.get('/apps/blog/releases').reply(200, [aRelease(13)])
    },
    stdout: 'A: 1\n',
    stderr:
      'Setting A and restarting blog...\n  waiting for another deploy of blog to finish\n  web.1 … starting\n' +
      '  web.1 up\nSetting A and restarting blog... done, v13\n',
  },
  {
    name: 'says where a value will not be used',
    argv: ['PORT=8080', '-a', 'blog'],
    stub: (api) => {
      api.patch('/apps/blog/config-vars', { PORT: '8080' }).reply(200, { PORT: '8080' })
      api.get('/apps/blog/releases').reply(206, [aRelease(13, { slug: { id: 's1' } })])
      api.get('/apps/blog/slugs/s1').reply(200, aSlug({ launch: 'buildpack' }))
    },
    stdout: 'PORT: 8080\n',
    stderr:
      'Setting PORT and restarting blog... done, v13\n' +
      'Warning: PORT will not be used: buildpacks built blog, and its dynos get requests on the port that they are told.\n',
  },
  {
    name: 'understands a controller that does not report progress',
    argv: ['A=1', '-a', 'blog', '--json'],
    stub: (api) => {
      api.patch('/apps/blog/config-vars').reply(200, { A: '1', B: '2' })
      api.get('/apps/blog/releases').reply(200, [])
    },
    stdout: '{\n  "A": "1",\n  "B": "2"\n}\n',
    stderr: 'Setting A and restarting blog... done\n',
  },
  {
    name: 'fails with the release that failed',
    argv: ['A=1', '-a', 'blog'],
    stub: (api) => {
      const body = { id: 'release_failed', message: 'web.1 did not answer within 60 s; v12 goes on serving.' }
      api.patch('/apps/blog/config-vars').reply(200, watchedAnswer(body, { status: 422 }), ndjson)
    },
    stderr:
      'Setting A and restarting blog... failed\nError: web.1 did not answer within 60 s; v12 goes on serving.\n',
    exitCode: 1,
  },
  {
    name: 'does not take a cut connection for success',
    argv: ['A=1', '-a', 'blog'],
    stub: (api) =>
      api.patch('/apps/blog/config-vars').reply(200, '{"progress":{"kind":"note","text":"x"}}\n', ndjson),
    stderr:
      'Setting A and restarting blog...\n  x\nSetting A and restarting blog... failed\n' +
      'Error: the connection ended before the controller said how it went.\n' +
      'It may still be at work: `qp ps` and `qp releases` show what came of it.\n',
    exitCode: 1,
  },
  {
    name: 'takes a value from stdin, and keeps it to itself',
    argv: ['--from-file', 'SECRET=-', 'A=1', '-a', 'blog'],
    terminal: { input: 'two\nlines\n' },
    stub: (api) => {
      api
        .patch('/apps/blog/config-vars', { A: '1', SECRET: 'two\nlines' })
        .reply(200, { A: '1', SECRET: 'two\nlines' })
      api.get('/apps/blog/releases').reply(200, [aRelease(4)])
    },
    stdout: 'A: 1\n',
    stderr: 'Setting A, SECRET and restarting blog... done, v4\n',
  },
  {
    name: 'says which file can not be read',
    argv: ['--from-file', 'A=/nowhere/at/all', '-a', 'blog'],
    stub: () => {},
    stderr: "Error: /nowhere/at/all can't be read: there is no such file.\n",
    exitCode: 1,
  },
])

test('qp config:set --from-file takes a value from a file of the folder it runs in', async (t) => {
  const place = await tempPlace(t)
  await writeFile(join(place.cwd, 'key.pem'), 'KEY\n\n')
  const api = stubController(t)
  api.patch('/apps/blog/config-vars', { KEY: 'KEY\n' }).reply(200, { KEY: 'KEY\n' })
  api.get('/apps/blog/releases').reply(200, [aRelease(5)])
  const result = await runCommand(t, ConfigSet, ['--from-file', 'KEY=key.pem', '-a', 'blog'], { place })
  assert.deepEqual(result, {
    stdout: '',
    stderr: 'Setting KEY and restarting blog... done, v5\n',
    exitCode: 0,
  })
})
