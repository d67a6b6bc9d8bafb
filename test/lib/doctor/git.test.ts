import assert from 'node:assert/strict'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { checkGit } from '../../../src/lib/doctor/git.ts'
import { useCredentialHelper } from '../../../src/lib/git-credentials.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { surroundingsOf, tempPlace } from '../../fixtures/run-command.ts'
import { tlsServer } from '../../fixtures/tls-server.ts'

test('git that is not there fails', async (t) => {
  const { folder, cwd, env } = await tempPlace(t)
  const found = await look({ cwd, env: { ...env, PATH: folder } })
  assert.deepEqual([found.status, found.detail], ['failed', 'git is not installed, or not on PATH.'])
  assert.match(found.hint ?? '', /Install/)
})

test('without a controller the program alone is looked at', async (t) => {
  const found = await look(await tempPlace(t))
  assert.match(found.detail, /^git \d\S*; not logged in/)
  assert.equal(found.status, 'passed')
})

test('git that does not get the token from qp fails; by QP_API_KEY it is a warning', async (t) => {
  const place = await tempPlace(t)
  const controller = { url: 'http://127.0.0.1:5005', token: 'secret' }
  const found = await look({ ...place, controller })
  assert.equal(found.status, 'failed')
  assert.match(found.detail, /does not get the token for http:\/\/127\.0\.0\.1:5005 from qp/)
  assert.match(found.hint ?? '', /qp login/)
  const env = { ...place.env, QP_API_KEY: 'secret' }
  assert.equal((await look({ ...place, env, controller })).status, 'warned')
  const other = await loggedIn(t, controller.url, 'of-another')
  assert.equal((await look({ ...other, controller })).status, 'failed')
})

test('git that gets the token passes, and reaches the repository of the app', async (t) => {
  const controller = await repositoryServer(t, 'secret')
  const place = await loggedIn(t, controller.url, 'secret')
  const without = await look({ ...place, controller })
  assert.match(without.detail, /^git \d\S*, gets its password from qp$/)
  const repository = `${controller.url}/blog.git`
  const found = await look({ ...place, controller, repository })
  assert.equal(found.status, 'passed', found.detail)
  assert.ok(found.detail.endsWith(`, reaches ${repository}`), found.detail)
})

test('where git goes by SSH no password is looked for, and keys are what to look at', async (t) => {
  const place = await tempPlace(t)
  const controller = { url: 'http://deis.example.com', token: undefined }
  const without = await look({ ...place, controller })
  assert.match(without.detail, /^git \d\S*, goes by SSH and your keys$/)
  const { port } = new URL((await localServer(t, (_, response) => response.end())).url)
  const found = await look({ ...place, controller, repository: `ssh://git@127.0.0.1:${port}/blog.git` })
  assert.equal(found.status, 'failed')
  assert.match(found.hint ?? '', /`qp keys:add` adds one/)
})

test('a repository that git does not reach fails with what git says, and shows no token', async (t) => {
  const { url } = await localServer(t, (_, response) => response.writeHead(404).end())
  const place = await loggedIn(t, url, 'secret')
  const found = await look({
    ...place,
    controller: { url, token: 'secret' },
    repository: `${url}/blog.git`,
  })
  assert.equal(found.status, 'failed')
  assert.match(found.detail, /^git ls-remote --heads failed: .*not found/s)
  assert.doesNotMatch(JSON.stringify(found), /secret/)
  assert.match(found.hint ?? '', /git config/)
})

test('a certificate that git does not trust is hinted at', async (t) => {
  const { port } = await tlsServer(t, testAuthority(t).issue(['127.0.0.1']))
  const url = `https://127.0.0.1:${port}`
  const place = await loggedIn(t, url, 'secret')
  const found = await look({
    ...place,
    controller: { url, token: 'secret' },
    repository: `${url}/blog.git`,
  })
  assert.equal(found.status, 'failed')
  assert.match(found.hint ?? '', /--ca-file/)
})

type Given = Partial<Parameters<typeof checkGit>[0]> & Pick<Parameters<typeof checkGit>[0], 'cwd' | 'env'>

function look({ cwd, env, controller, repository }: Given) {
  return checkGit({ cwd, env, controller, repository, signal: AbortSignal.timeout(60_000) })
}

/** A place whose git asks a program that knows this token. */
async function loggedIn(t: TestContext, url: string, token: string) {
  const place = await tempPlace(t)
  const program = join(place.folder, 'program')
  await writeFile(program, `#!/bin/sh\necho username=qp\necho password=${token}\n`)
  await chmod(program, 0o755)
  await useCredentialHelper(surroundingsOf({ env: place.env, cwd: place.cwd, program: [program] }), url)
  return place
}

/** An empty repository, in git's smart protocol, for who brings the token. */
async function repositoryServer(t: TestContext, token: string) {
  const basic = `Basic ${Buffer.from(`qp:${token}`).toString('base64')}`
  const { url } = await localServer(t, (request, response) => {
    if (request.headers.authorization !== basic)
      return response.writeHead(401, { 'www-authenticate': 'Basic realm="qp"' }).end()
    response.setHeader('content-type', 'application/x-git-upload-pack-advertisement')
    const capabilities = `${'0'.repeat(40)} capabilities^{}\0agent=test\n`
    const length = (capabilities.length + 4).toString(16).padStart(4, '0')
    return response.end(`001e# service=git-upload-pack\n0000${length}${capabilities}0000`)
  })
  return { url, token }
}
