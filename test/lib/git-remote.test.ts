import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import type { Dialect } from '../../src/api-client/dialect.ts'
import {
  addGitRemote,
  appRemotes,
  isInGitRepository,
  listGitRemotes,
  type RemoteController,
  removeGitRemotes,
  setGitRemote,
} from '../../src/lib/git-remote.ts'
import { tempPlace } from '../fixtures/run-command.ts'

test('remotes are listed whatever their names, from a folder below too', async (t) => {
  const { place, git } = await repository(t)
  git('remote', 'add', 'with.dots', 'https://qp.example.com/blog.git')
  git('remote', 'add', 'a/b', 'git@example.com:x.git')
  assert.deepEqual(await listGitRemotes(place), [
    { name: 'with.dots', url: 'https://qp.example.com/blog.git' },
    { name: 'a/b', url: 'git@example.com:x.git' },
  ])
})

test('outside of a repository, or without git, there are none', async (t) => {
  const place = await tempPlace(t)
  assert.deepEqual(await listGitRemotes(place), [])
  assert.equal(await isInGitRepository(place), false)
  assert.deepEqual(await listGitRemotes({ ...place, env: { PATH: place.folder } }), [])
})

test('a remote is added once, and can be pointed elsewhere and removed', async (t) => {
  const { place } = await repository(t)
  const one = { name: 'qp', url: 'http://qp.test/one.git' }
  const two = { name: 'qp', url: 'http://qp.test/two.git' }
  assert.equal(await isInGitRepository(place), true)
  assert.equal(await addGitRemote(place, one), undefined)
  assert.deepEqual(await addGitRemote(place, two), one)
  await setGitRemote(place, two)
  assert.deepEqual(await listGitRemotes(place), [two])
  await removeGitRemotes(place, one.url)
  assert.deepEqual(await listGitRemotes(place), [two])
  await removeGitRemotes(place, two.url)
  assert.deepEqual(await listGitRemotes(place), [])
})

test('a name that git refuses is told with what git said', async (t) => {
  const { place } = await repository(t)
  await assert.rejects(addGitRemote(place, { name: 'a..b', url: 'http://qp.test/x.git' }), {
    name: 'UserError',
    code: 'git_failed',
  })
})

const at = (url: string, dialect: Dialect = 'platform') => ({ url, dialect })
const known = [
  at('http://127.0.0.1:5005'),
  at('https://qp.example.com/deep'),
  at('https://deis.example.com', 'deis'),
  at('https://deis.example.org', 'deis-v1'),
]

test('appRemotes takes those of known controllers, and the app from the address', () => {
  const apps = (url: string) =>
    appRemotes([{ name: 'x', url }], known).map((it) => `${it.app} ${it.controller.url}`)
  const cases = {
    'http://127.0.0.1:5005/blog.git': ['blog http://127.0.0.1:5005'],
    'http://127.0.0.1:5005/blog': ['blog http://127.0.0.1:5005'],
    'http://qp:token@127.0.0.1:5005/blog.git/': ['blog http://127.0.0.1:5005'],
    'https://qp.example.com/deep/shop.git': ['shop https://qp.example.com/deep'],
    'https://qp.example.com/shop.git': [],
    'http://127.0.0.1:50055/blog.git': [],
    'http://127.0.0.1:5005.evil.test/blog.git': [],
    'http://127.0.0.1:5005/a/b.git': [],
    'http://127.0.0.1:5005/': [],
    'git@127.0.0.1:blog.git': [],
    '../blog.git': [],
    'ssh://git@127.0.0.1:2222/blog.git': ['blog http://127.0.0.1:5005'],
    'ssh://git@QP.example.com:22/shop': ['shop https://qp.example.com/deep'],
    'ssh://git@deis-builder.example.com:2222/blog.git': ['blog https://deis.example.com'],
    'ssh://git@deis-builder.example.com:22/blog.git': [],
    'ssh://git@deis.example.com:2222/blog.git': [],
    'ssh://git@deis.example.org:2222/blog.git': ['blog https://deis.example.org'],
    'ssh://git@deis-builder.example.org:2222/blog.git': [],
    'ssh://git@deis.example.com.evil.test:2222/blog.git': [],
    'ssh://git@deis.example.org:2222/a/b.git': [],
  }
  for (const [url, expected] of Object.entries(cases)) assert.deepEqual(apps(url), expected, url)
})

test('an address that fits several controllers is an app of each', () => {
  const both = [at('http://127.0.0.1:5005'), at('http://127.0.0.1:6006')]
  const found = appRemotes([{ name: 'x', url: 'ssh://git@127.0.0.1:2222/blog.git' }], both)
  assert.deepEqual(
    found.map((it) => it.controller),
    both,
  )
})

test('over SSH the port tells controllers of one host apart, as far as they have told theirs', () => {
  const [one, other, silent] = [
    { ...at('http://127.0.0.1:5005'), name: 'one', sshPort: 2022 },
    { ...at('http://127.0.0.1:6006'), name: 'other', sshPort: 22 },
    at('http://127.0.0.1:7007'),
  ] as const
  const deis = at('http://127.0.0.1', 'deis-v1')
  const found = (address: string, ...controllers: RemoteController[]) =>
    appRemotes([{ name: 'x', url: address }], controllers).map((it) => it.controller)
  const [by2022, by22, by2222] = ['127.0.0.1:2022', '127.0.0.1', '127.0.0.1:2222'].map(
    (it) => `ssh://git@${it}/blog.git`,
  ) as [string, string, string]
  assert.deepEqual(found(by2022, one, other, silent), [one])
  assert.deepEqual(found(by22, one, other, silent), [other])
  assert.deepEqual(found(by2222, one, other, silent), [silent])
  assert.deepEqual(found(by2222, one, other), [])
  assert.deepEqual(found(by2222, silent, deis), [silent, deis])
  assert.deepEqual(found(by2222, { ...one, sshPort: 2222 }, silent, deis), [{ ...one, sshPort: 2222 }, deis])
  assert.deepEqual(found('http://127.0.0.1:5005/blog.git', one, other, silent), [one])
})

async function repository(t: TestContext) {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  return { place, git }
}
