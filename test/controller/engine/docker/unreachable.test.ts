import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { createDockerEngine } from '../../../../src/controller/engine/docker/docker-engine.ts'
import type { EndpointTls } from '../../../../src/controller/engine/docker/endpoint-tls.ts'
import { SshFailure } from '../../../../src/controller/engine/docker/ssh-connection.ts'
import { describeUnreachable } from '../../../../src/controller/engine/docker/unreachable.ts'
import { testAuthority } from '../../../fixtures/certificates.ts'
import { noPrivateEngine, startPrivateEngine } from '../../../fixtures/private-engine.ts'
import { tlsServer } from '../../../fixtures/tls-server.ts'

function failed(code: string): Error {
  return Object.assign(new Error('connect'), { code })
}

describe('an engine that does not answer: what next depends on where it is', () => {
  const socket = { transport: 'socket', path: '/x.sock' } as const
  const tcp = { transport: 'tcp', host: '10.0.0.5', port: 2375, tls: null } as const
  const ssh = { transport: 'ssh', host: 'node', port: 2222, user: 'me', socketPath: null } as const
  const cases = [
    {
      error: failed('ENOENT'),
      endpoint: socket,
      message: /^Docker does not answer at \/x\.sock \(ENOENT\)\. Start it/,
    },
    {
      error: failed('EACCES'),
      endpoint: socket,
      message: /^Docker does not answer at \/x\.sock \(EACCES\)\..*usermod -aG docker/,
    },
    {
      error: failed('ECONNREFUSED'),
      endpoint: tcp,
      message: /^Docker does not answer at tcp:\/\/10\.0\.0\.5:2375 \(ECONNREFUSED\)\. Check the address/,
    },
    {
      error: new SshFailure('me@node: Permission denied (publickey).'),
      endpoint: ssh,
      message:
        /^There is no way to Docker by ssh to node: me@node: Permission denied \(publickey\)\. Try it by hand: `ssh -p 2222 me@node docker version`/,
    },
    {
      error: failed('ECONNRESET'),
      endpoint: ssh,
      message: /^Docker does not answer at ssh:\/\/me@node:2222 \(ECONNRESET\)\. Check the address/,
    },
  ]
  for (const { error, endpoint, message } of cases)
    test(`${endpoint.transport} ${error.message} ${Reflect.get(error, 'code') ?? ''}`, () => {
      const problem = describeUnreachable(error, endpoint)
      assert.equal(problem.id, 'engine_unavailable')
      assert.match(problem.message, message)
      assert.equal(problem.cause, error)
    })
})

test('a real engine with TLS', { skip: noPrivateEngine }, async (t) => {
  const authority = testAuthority(t)
  const stranger = testAuthority(t)
  const good = {
    ca: readFileSync(authority.caFile, 'utf8'),
    ...authority.issue(['client']).pem,
    verify: true,
    folder: '/certs',
  }
  const ofStranger = readFileSync(stranger.caFile, 'utf8')
  const secure = await startPrivateEngine({
    tcp: { caFile: authority.caFile, ...authority.issue(['127.0.0.1']) },
  })
  t.after(() => secure.remove())
  const plain = await startPrivateEngine({ tcp: 'plain' })
  t.after(() => plain.remove())

  function ping(port: number, tls: EndpointTls | null, host = '127.0.0.1') {
    return createDockerEngine({ endpoint: { transport: 'tcp', host, port, tls } }).ping()
  }

  function refused(message: RegExp) {
    return { id: 'engine_unavailable', message }
  }

  await t.test(
    'answers whoever has the right certificate, or over plain TCP where it has no TLS',
    async () => {
      assert.match((await ping(secure.port, good)).apiVersion, /^1\./)
      assert.match((await ping(plain.port, null)).apiVersion, /^1\./)
      const unverified = { ...good, ca: ofStranger, verify: false }
      assert.match((await ping(secure.port, unverified)).apiVersion, /^1\./)
    },
  )

  await t.test('an authority that is not known', async () => {
    await assert.rejects(
      ping(secure.port, { ...good, ca: ofStranger }),
      refused(
        /^The certificate of Docker at https:\/\/127\.0\.0\.1:\d+ is not signed by \/certs\/ca\.pem \(\w+\)\./,
      ),
    )
    await assert.rejects(
      ping(secure.port, { ...good, ca: null }),
      refused(/is not signed by any authority that this system trusts \(\w+\)\..*DOCKER_CERT_PATH/),
    )
  })

  await t.test('another host name', async () => {
    await assert.rejects(
      ping(secure.port, good, 'localhost'),
      refused(
        /^The certificate of Docker at https:\/\/localhost:\d+ is for another host: IP Address:127\.0\.0\.1\./,
      ),
    )
  })

  await t.test('an engine whose certificate has expired', async (t) => {
    const { port } = await tlsServer(t, authority.issue(['127.0.0.1'], -1))
    await assert.rejects(
      ping(port, good),
      refused(/^The certificate of Docker at https:\/\/127\.0\.0\.1:\d+ has expired\./),
    )
  })

  await t.test('no client certificate, a foreign one, and one that has expired', async () => {
    await assert.rejects(
      ping(secure.port, { ...good, cert: null, key: null }),
      refused(/^Docker at \S+ wants a client certificate \([a-z ]+\)\. Put cert\.pem and key\.pem/),
    )
    for (const { pem } of [stranger.issue(['client']), authority.issue(['client'], -1)]) {
      await assert.rejects(
        ping(secure.port, { ...good, ...pem }),
        refused(/^Docker at \S+ refuses the client certificate \/certs\/cert\.pem \([a-z ]+\)\./),
      )
    }
  })

  await t.test('files that are no certificates, or do not belong together', async () => {
    for (const files of [{ cert: 'no PEM' }, { key: stranger.issue(['x']).pem.key }]) {
      await assert.rejects(
        ping(secure.port, { ...good, ...files }),
        refused(/^The certificate files in \/certs can not be used \(ERR_OSSL_\w+\):/),
      )
    }
  })

  await t.test('plain text to TLS, and TLS to plain text', async () => {
    await assert.rejects(
      ping(secure.port, null),
      refused(/^Docker at tcp:\S+ speaks TLS alone\. Set DOCKER_TLS_VERIFY=1/),
    )
    await assert.rejects(ping(plain.port, good), refused(/^Docker at https:\S+ speaks no TLS\. Unset/))
  })
})
