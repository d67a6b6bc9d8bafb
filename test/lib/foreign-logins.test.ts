import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findForeignLogins } from '../../src/lib/foreign-logins.ts'
import { tempDir } from '../fixtures/temp-dir.ts'

const client = {
  username: 'jim',
  ssl_verify: true,
  controller: 'https://deis.example.com',
  token: 'one',
  response_limit: 100,
}

test("each profile of deis is a login, by its file's name where that is its own", async (t) => {
  const { home, put } = await aHome(t)
  const from = [
    await put('.deis/client.json', client),
    await put('.deis/staging.json', { ...client, controller: 'http://deis.test:8000/', ssl_verify: false }),
  ]
  assert.deepEqual(await findForeignLogins({ HOME: home }), [
    { from: from[0], url: client.controller, token: 'one', username: 'jim' },
    {
      from: from[1],

      url: 'http://deis.test:8000',
      token: 'one',
      username: 'jim',
      name: 'staging',
      isUnchecked: true,
    },
  ])
})

test('DEIS_PROFILE may be a file elsewhere', async (t) => {
  const { home, put } = await aHome(t)
  const from = await put('elsewhere/ci.json', client)
  const [login, ...others] = await findForeignLogins({ HOME: home, DEIS_PROFILE: from })
  assert.deepEqual([login?.from, login?.name, others.length], [from, 'ci', 0])
  assert.deepEqual(await findForeignLogins({ HOME: home, DEIS_PROFILE: 'client' }), [])
})

test('what is no login is passed over', async (t) => {
  const { home, put } = await aHome(t)
  assert.deepEqual(await findForeignLogins({ HOME: home }), [])
  await put('.deis/broken.json', '{"controller":')
  await put('.deis/list.json', [])
  await put('.deis/out.json', { ...client, token: '' })
  await put('.deis/odd.json', { ...client, controller: 'deis.example.com' })
  await put('.deis/notes.txt', client)
  assert.deepEqual(await findForeignLogins({ HOME: home }), [])
})

test('each machine of ~/.netrc with a password may be a controller; its scheme is guessed as heroku does', async (t) => {
  const { home, put } = await aHome(t)
  await put('.netrc', netrc)
  const found = await findForeignLogins({ HOME: home })
  assert.deepEqual(
    found.map(({ url, token }) => `${url} ${token}`),
    [
      'https://api.heroku.com HRKU-1',
      'http://localhost:5999 HRKU-2',
      'https://qp.example.com:8443 with blank',
      'https://last.example.com x',
    ],
  )
  const named = await findForeignLogins({ HOME: home, HEROKU_HOST: 'https://localhost:5999' })
  assert.equal(named[1]?.url, 'https://localhost:5999')
})

const netrc = `# machine commented.example.com login a password b
machine api.heroku.com
  login mia@example.com
  password HRKU-1
machine git.heroku.com
  login mia@example.com
  password HRKU-1
machine localhost:5999 login mia@example.com password HRKU-2
macdef init
machine in.a.macro login a password b

machine qp.example.com:8443 password "with blank" account password
machine no.password login machine
default login anonymous password mia@example.com
machine last.example.com password x`

async function aHome(t: TestContext) {
  const home = await tempDir(t)
  for (const folder of ['.deis', 'elsewhere']) await mkdir(join(home, folder))
  const put = async (name: string, content: unknown) => {
    const path = join(home, name)
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  return { home, put }
}
