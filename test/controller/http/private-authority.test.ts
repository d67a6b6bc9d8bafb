import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { connect, createServer } from 'node:tls'
import { openPrivateAuthority, tlsContexts } from '../../../src/controller/http/private-authority.ts'
import { listenOnLoopback } from '../../fixtures/http-server.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

const now = () => new Date()

/** What a client that trusts the authority finds wrong with a server of it that it calls by this name. */
async function findWrong(
  t: TestContext,
  folder: string,
  ca: string,
  name?: string,
): Promise<string | undefined> {
  const server = createServer(tlsContexts(await openPrivateAuthority(folder, now)))
  server.on('secureConnection', (socket) => socket.end().on('error', () => {}))
  const port = await listenOnLoopback(t, server)
  return new Promise((resolve) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      ca,
      ...(name === undefined ? {} : { servername: name }),
    })
    socket.once('secureConnect', () => resolve(undefined))
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    t.after(() => socket.destroy())
  })
}

test('who trusts it trusts the server by any name, and by its address; others do not', {
  timeout: 120_000,
}, async (t) => {
  const folder = join(await tempDir(t), 'rendezvous')
  const { caFile } = await openPrivateAuthority(folder, now)
  const ca = await readFile(caFile, 'utf8')
  assert.equal(await findWrong(t, folder, ca), undefined)
  assert.equal(await findWrong(t, folder, ca, 'qp.example.com'), undefined)
  const other = await openPrivateAuthority(await tempDir(t), now)
  const wrong = await findWrong(t, folder, await readFile(other.caFile, 'utf8'), 'qp.example.com')
  assert.match(wrong ?? '', /SIGNATURE|CERT|ISSUER/)
})

test('it stays the same, and its key is for its owner alone', async (t) => {
  const folder = join(await tempDir(t), 'rendezvous')
  const first = await openPrivateAuthority(folder, now)
  const before = await readFile(first.caFile, 'utf8')
  await openPrivateAuthority(folder, now)
  assert.equal(await readFile(first.caFile, 'utf8'), before)
  assert.equal((await stat(join(folder, 'ca.key'))).mode & 0o777, 0o600)
})
