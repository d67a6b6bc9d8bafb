import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import { importLogins } from '../../src/lib/import-logins.ts'
import { readProfiles, saveProfile } from '../../src/lib/profiles.ts'
import { testAuthority } from '../fixtures/certificates.ts'
import { aDeisUser } from '../fixtures/deis-resources.ts'
import { localServer } from '../fixtures/http-server.ts'
import { anAccount } from '../fixtures/resources.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'
import { tlsServer } from '../fixtures/tls-server.ts'

test('all that is found is tried and taken over, and the files stay as they are', async (t) => {
  const { place, surroundings, put } = await aPlace(t)
  const deis = await speaks(t, deisController('of-deis'))
  const heroku = await speaks(t, platformController('of-heroku'))
  await put('.deis/old.json', { controller: deis.url, token: 'of-deis', username: 'jim' })
  await put('.netrc', `machine ${new URL(heroku.url).host} login mia@example.com password of-heroku`)
  const before = await readFile(join(place.folder, '.netrc'), 'utf8')
  const { imported, left } = await importLogins(surroundings, { url: undefined, all: true })
  assert.deepEqual(left, [])
  assert.deepEqual(imported, [
    { name: 'old', url: deis.url, email: 'jim', username: 'jim', dialect: 'deis', isTokenOurs: false },
    { name: new URL(heroku.url).host, url: heroku.url, email: 'mia@example.com', isTokenOurs: false },
  ])
  const { current, all } = await readProfiles(place.configDir)
  assert.deepEqual([current, all], ['old', imported])
  const store = fileTokenStore(place.configDir)
  assert.deepEqual([await store.find(deis.url), await store.find(heroku.url)], ['of-deis', 'of-heroku'])
  assert.equal(await readFile(join(place.folder, '.netrc'), 'utf8'), before)
  // Each was asked anonymously what it is, before it saw its own token, and nobody else's.
  assert.deepEqual([deis.heard[0], new Set(deis.heard)], [undefined, new Set([undefined, 'token of-deis'])])
  assert.deepEqual(new Set(heroku.heard), new Set([undefined, 'Bearer of-heroku']))
})

test('the address of one is enough, and what is current stays so', async (t) => {
  const { place, surroundings, put } = await aPlace(t)
  const one = await speaks(t, deisController('one'))
  const two = await speaks(t, deisController('two'))
  await put('.deis/client.json', { controller: one.url, token: 'one' })
  await put('.deis/other.json', { controller: two.url, token: 'two' })
  const mine = { name: 'mine', url: 'https://qp.test', email: 'mia@example.com', isTokenOurs: true }
  await saveProfile(place.configDir, mine)
  const { imported } = await importLogins(surroundings, { url: two.url, all: false })
  assert.deepEqual(
    imported.map((it) => it.name),
    ['other'],
  )
  assert.equal((await readProfiles(place.configDir)).current, 'mine')
  assert.deepEqual(one.heard, [])
})

test('an entry that is broken keeps nobody from the others', async (t) => {
  const { place, surroundings, put, said } = await aPlace(t)
  const good = await speaks(t, deisController('good'))
  await put('.deis/a.json', { controller: good.url, token: 'two\nlines' })
  await put('.deis/b.json', { controller: good.url, token: 'good' })
  await mkdir(join(place.folder, '.netrc'))
  await mkdir(join(place.folder, '.deis/c.json'))
  const { imported, left } = await importLogins(surroundings, { url: undefined, all: true })
  assert.deepEqual(
    imported.map((it) => it.name),
    ['b'],
  )
  assert.deepEqual(
    left.map((it) => it.because),
    ['its token is none: it holds what no header may.'],
  )
  for (const name of ['.netrc', '.deis/c.json'])
    assert.ok(said().includes(`Left ${join(place.folder, name)}: it can not be read (EISDIR`), said())
})

test('what can not be taken is left with the reason, and the rest is taken', async (t) => {
  const { place, surroundings, put, said } = await aPlace(t)
  const good = await speaks(t, deisController('good'))
  const picky = await speaks(t, deisController('another'))
  const site = await speaks(t, (_, response) => void response.end('<html>'))
  const known = await speaks(t, deisController('known'))
  await saveProfile(place.configDir, { name: 'k', url: known.url, email: 'jim', isTokenOurs: false })
  for (const [name, { url }] of Object.entries({ good, picky, known }))
    await put(`.deis/${name}.json`, { controller: url, token: name })
  await put('.netrc', `machine ${new URL(site.url).host} login a password s3cret`)
  const { imported, left } = await importLogins(surroundings, { url: undefined, all: true })
  assert.deepEqual(
    imported.map((it) => it.url),
    [good.url],
  )
  assert.deepEqual(Object.fromEntries(left.map((it) => [it.url, it.because])), {
    [known.url]: 'you are logged in to it already, as jim.',
    [picky.url]: 'it refuses the token: The token is not valid, or is not any more.',
    [site.url]: `what answers at ${site.url} is no controller that qp knows.`,
  })
  for (const { url, from, because } of left)
    assert.ok(said().includes(`Left ${url} of ${from}: ${because}\n`))
  for (const { heard } of [site, known]) assert.ok(heard.every((it) => it === undefined))
  assert.doesNotMatch(said(), /s3cret/)
})

test('a name that is of another controller stays so', async (t) => {
  const { place, surroundings, put } = await aPlace(t)
  const deis = await speaks(t, deisController('one'))
  const staging = { name: 'staging', url: 'https://qp.test', email: 'mia@example.com', isTokenOurs: true }
  await saveProfile(place.configDir, staging)
  await put('.deis/staging.json', { controller: deis.url, token: 'one' })
  const { imported } = await importLogins(surroundings, { url: undefined, all: true })
  assert.equal(imported[0]?.name, new URL(deis.url).host)
  assert.deepEqual((await readProfiles(place.configDir)).all[0], staging)
})

test('who does not check certificates is told how to trust one', async (t) => {
  const { surroundings, put, said } = await aPlace(t)
  const { port } = await tlsServer(t, testAuthority(t).issue(['127.0.0.1']))
  const url = `https://127.0.0.1:${port}`
  await put('.deis/client.json', { controller: url, token: 'one', ssl_verify: false })
  await assert.rejects(importLogins(surroundings, { url: undefined, all: true }), {
    code: 'nothing_imported',
  })
  assert.match(
    said(),
    /deis did not check it \(ssl_verify\); `qp login https:\S+ --ca-file FILE` says whom to trust/,
  )
})

test('where nobody can choose, what there is is told', async (t) => {
  const { surroundings, put } = await aPlace(t)
  await assert.rejects(importLogins(surroundings, { url: undefined, all: true }), {
    code: 'nothing_to_import',
  })
  await put('.deis/client.json', { controller: 'https://deis.test', token: 'one' })
  await assert.rejects(importLogins(surroundings, { url: undefined, all: false }), {
    name: 'UsageError',
    message: /Add --yes for all, or the address of one:\n {2}https:\/\/deis\.test \(.*client\.json\)$/,
  })
  await assert.rejects(importLogins(surroundings, { url: 'https://other.test', all: false }), {
    code: 'nothing_to_import',
  })
})

async function aPlace(t: TestContext) {
  const place = await tempPlace(t)
  await mkdir(join(place.folder, '.deis'))
  const terminal = fakeTerminal()
  return {
    place,
    surroundings: surroundingsOf({ env: place.env, cwd: place.cwd, terminal }),
    said: () => terminal.stderrText(),
    put: (name: string, content: unknown) =>
      writeFile(join(place.folder, name), typeof content === 'string' ? content : JSON.stringify(content)),
  }
}

async function speaks(t: TestContext, listener: RequestListener) {
  const heard: (string | undefined)[] = []
  const { url } = await localServer(t, (request, response) => {
    heard.push(request.headers.authorization)
    listener(request, response)
  })
  return { url, heard }
}

function deisController(token: string): RequestListener {
  return ({ headers, url = '' }, response) => {
    response.setHeader('DEIS_API_VERSION', '2.3').setHeader('content-type', 'application/json')
    if (!url.startsWith('/v2/')) return response.writeHead(404).end('"no"')
    if (headers.authorization !== `token ${token}`)
      return response.writeHead(401).end('{"detail":"Invalid token."}')
    return response.end(JSON.stringify(aDeisUser({ username: 'jim' })))
  }
}

function platformController(token: string): RequestListener {
  return ({ headers }, response) => {
    response.setHeader('content-type', 'application/json')
    if (headers.authorization === `Bearer ${token}`) return response.end(JSON.stringify(anAccount()))
    return response.writeHead(401).end('{"id":"unauthorized","message":"Invalid credentials provided."}')
  }
}
