import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { runGit } from '../../src/lib/git.ts'
import { forgetCaFile, trustCaFile, trustCaFileOfEnv } from '../../src/lib/git-ca-file.ts'
import { testAuthority } from '../fixtures/certificates.ts'
import { portOf } from '../fixtures/http-server.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { tlsServer } from '../fixtures/tls-server.ts'

test('git itself trusts the file for this controller, until it is forgotten', async (t) => {
  const { place, url, caFile, lsRemote } = await gitServer(t)
  assert.match(await lsRemote(), /certificate/)
  assert.equal(await trustCaFile(place, url, caFile), true)
  assert.match(await lsRemote(), /not found/)
  await forgetCaFile(place, url)
  assert.match(await lsRemote(), /certificate/)
})

test('QP_CA_FILE is told to git for one repository, and only where it is about certificates', async (t) => {
  const { place, url, caFile, lsRemote } = await gitServer(t)
  execFileSync('git', ['init', '-q'], { cwd: place.cwd, env: place.env })
  await trustCaFileOfEnv(
    { ...place, env: { ...place.env, QP_CA_FILE: caFile } },
    url.replace('https', 'http'),
  )
  await trustCaFileOfEnv(place, url)
  assert.match(await lsRemote(), /certificate/)
  await trustCaFileOfEnv({ ...place, env: { ...place.env, QP_CA_FILE: caFile } }, url)
  assert.match(await lsRemote(), /not found/)
})

test('a git that is not there cannot be told', async (t) => {
  const place = await tempPlace(t)
  const env = { ...place.env, PATH: place.folder }
  assert.equal(await trustCaFile({ ...place, env }, 'https://qp.test', '/ca.pem'), false)
})

/** A server that has no repository, behind a certificate of its own. */
async function gitServer(t: TestContext) {
  const place = await tempPlace(t)
  const authority = testAuthority(t)
  const { server } = await tlsServer(t, authority.issue(['127.0.0.1']), (_, response) => {
    response.writeHead(404).end()
  })
  const url = `https://127.0.0.1:${portOf(server)}`
  // The server is in this process, so git must not be waited for synchronously.
  const lsRemote = async () => {
    const asked = runGit(['ls-remote', `${url}/blog.git`], { ...place, check: true })
    return asked.then(() => '', String)
  }
  return { place, url, caFile: authority.caFile, lsRemote }
}
