import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { parseDrainUrl } from '../../../src/controller/domain/drain.ts'
import { syslogConnection } from '../../../src/controller/drains/syslog-connection.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { listenOnLoopback } from '../../fixtures/http-server.ts'
import { aDrain } from '../../fixtures/stored.ts'
import { syslogReceiver } from '../../fixtures/syslog-receiver.ts'
import { until } from '../../fixtures/until.ts'
import { lineOf } from '../logs/lines.ts'

const { signal } = new AbortController()
const network = createReceiverNetwork({ allow: ['127.0.0.0/8'] })

function connectionTo(url: string, by = network) {
  return syslogConnection(aDrain(url), parseDrainUrl(url), by)
}

test('frames go over one connection, and over another when it was closed', async (t) => {
  const receiver = await syslogReceiver(t)
  const connection = connectionTo(`syslog://localhost:${receiver.port}`)
  t.after(() => connection.close())
  await connection.send([lineOf('grün'), lineOf('b')], '', signal)
  await connection.send([lineOf('c')], '', signal)
  await until('they are there', () => receiver.messages.length === 3)
  assert.equal(receiver.sockets.size, 1)
  assert.match(receiver.messages[0] ?? '', /^<190>1 \S+ d\.\S+ app web\.1 - - grün\n$/)

  const [first] = receiver.sockets
  first?.end()
  await until('it is closed', () => receiver.sockets.size === 0)
  await connection.send([lineOf('d')], '', signal)
  await until('it is there', () => receiver.messages.length === 4)
})

test('TLS is verified by the authorities of the operator and by name', async (t) => {
  const authority = testAuthority(t)
  const trusting = createReceiverNetwork({ allow: ['127.0.0.0/8'], ca: authority.caPem })
  const { port, messages } = await syslogReceiver(t, authority.issue(['localhost']))
  const good = connectionTo(`syslog+tls://localhost:${port}`, trusting)
  t.after(() => good.close())
  await good.send([lineOf('secret')], '', signal)
  await until('it is there', () => messages.length === 1)

  const unknown = connectionTo(`syslog+tls://localhost:${port}`)
  await assert.rejects(unknown.send([lineOf('x')], '', signal), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  const misnamed = connectionTo(`syslog+tls://127.0.0.1:${port}`, trusting)
  await assert.rejects(misnamed.send([lineOf('x')], '', signal), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  assert.equal(messages.length, 1)
})

test('who is not there, or may not be sent to, is an error', async (t) => {
  const receiver = await syslogReceiver(t)
  const url = `syslog://127.0.0.1:${receiver.port}`
  const closed = createReceiverNetwork({ allow: [] })
  await assert.rejects(connectionTo(url, closed).send([lineOf('x')], '', signal), { id: 'invalid_params' })
  const named = connectionTo(url.replace('127.0.0.1', 'localhost'), closed)
  await assert.rejects(named.send([lineOf('x')], '', signal), { code: 'ENOTALLOWED' })
  assert.equal(receiver.sockets.size, 0)
  await receiver.close()
  await assert.rejects(connectionTo(url).send([lineOf('x')], '', signal), { code: 'ECONNREFUSED' })
})

test('who takes nothing is let go of when that is asked', async (t) => {
  const ended = new AbortController()
  const server = createServer(
    (socket) => void socket.on('error', () => {}).once('readable', () => ended.abort()),
  )
  const port = await listenOnLoopback(t, server)
  const connection = connectionTo(`syslog://127.0.0.1:${port}`)
  const long = Array.from({ length: 2000 }, () => lineOf('x'.repeat(10_000)))
  const sent = connection.send(long, '', ended.signal)
  await assert.rejects(sent, /nothing was taken|was closed/)
})
