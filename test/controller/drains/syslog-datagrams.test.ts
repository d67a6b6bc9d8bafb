import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { test } from 'node:test'
import { parseDrainUrl } from '../../../src/controller/domain/drain.ts'
import { syslogDatagrams } from '../../../src/controller/drains/syslog-datagrams.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import { aDrain } from '../../fixtures/stored.ts'
import { until } from '../../fixtures/until.ts'
import { lineOf } from '../logs/lines.ts'

const { signal } = new AbortController()

test('each line is a datagram', async (t) => {
  const receiver = createSocket('udp4')
  t.after(() => receiver.close())
  const got: string[] = []
  receiver.on('message', (message) => got.push(message.toString()))
  receiver.bind(0, '127.0.0.1')
  await once(receiver, 'listening')
  const url = `syslog+udp://localhost:${receiver.address().port}`
  const network = createReceiverNetwork({ allow: ['127.0.0.0/8'] })
  const drain = aDrain(url)
  await syslogDatagrams(drain, parseDrainUrl(url), network).send([lineOf('a'), lineOf('b')], '', signal)
  await until('both are there', () => got.length === 2)
  assert.deepEqual(
    got.toSorted(),
    ['a', 'b'].map((it) => `<190>1 2026-08-01T10:00:00.123000+00:00 ${drain.token} app web.1 - - ${it}\n`),
  )
  const closed = createReceiverNetwork({ allow: [] })
  await assert.rejects(syslogDatagrams(drain, parseDrainUrl(url), closed).send([lineOf('c')], '', signal), {
    code: 'ENOTALLOWED',
  })
})
