import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findFreePort } from '../../../acceptance/runner/free-ports.ts'
import type { Drain } from '../../../src/controller/domain/drain.ts'
import {
  type LogDrains,
  type LogDrainsOptions,
  openLogDrains,
} from '../../../src/controller/drains/log-drains.ts'
import { readKeptJson } from '../../../src/controller/logs/kept-json.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { aDrain } from '../../fixtures/stored.ts'
import { syslogReceiver } from '../../fixtures/syslog-receiver.ts'
import { until } from '../../fixtures/until.ts'
import { lineOf, makeLogDir } from '../logs/lines.ts'

interface Opened {
  drains: LogDrains
  /** What the app's log was told of its drains. */
  told: string[]
}

async function open(
  t: TestContext,
  keptPath: string,
  drains: Drain[],
  more: Partial<LogDrainsOptions> = {},
): Promise<Opened> {
  const told: string[] = []
  const opened = await openLogDrains({
    drains,
    network: createReceiverNetwork({ allow: ['127.0.0.0/8'] }),
    append: (_, { text }) => void told.push(text),
    keptPath,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    retryDelay: 5,
    ...more,
  })
  t.after(() => opened.close(0))
  return { drains: opened, told }
}

async function keptPathFor(t: TestContext): Promise<string> {
  return join(await makeLogDir(t), 'unsent.json')
}

const textOf = (message: string) => message.replace(/^.* - /, '').trimEnd()

test("an app's lines go to each of its drains, and no other's", async (t) => {
  const [one, two] = [await syslogReceiver(t), await syslogReceiver(t)]
  const ofBlog = aDrain(`syslog://127.0.0.1:${one.port}`)
  const ofShop = aDrain(`syslog://127.0.0.1:${two.port}`, { appId: 'app-shop' })
  const { drains, told } = await open(t, await keptPathFor(t), [ofBlog])
  drains.add(ofShop)
  drains.push('app-blog', lineOf('for blog'))
  drains.push('app-shop', lineOf('for shop'))
  await until('both are there', () => one.messages.length + two.messages.length === 2)
  assert.deepEqual(one.messages, [
    `<190>1 2026-08-01T10:00:00.123000+00:00 ${ofBlog.token} app web.1 - - for blog\n`,
  ])
  assert.deepEqual(two.messages.map(textOf), ['for shop'])
  assert.deepEqual(told, [])
})

test('a drain that was removed gets nothing more, nor those of an app that is gone', async (t) => {
  const receiver = await syslogReceiver(t)
  const all = ['a', 'b', 'c'].map((id) =>
    aDrain(`syslog://127.0.0.1:${receiver.port}`, { id, token: `d.${id}` }),
  )
  const { drains } = await open(t, await keptPathFor(t), [
    ...all,
    aDrain(`syslog://127.0.0.1:${receiver.port}`, { id: 'other', token: 'd.other', appId: 'app-shop' }),
  ])
  const [first] = all
  if (first) drains.remove(first)
  drains.push('app-blog', lineOf('x'))
  await until('the others have it', () => receiver.messages.length === 2)
  drains.removeOfApp('app-blog')
  drains.push('app-blog', lineOf('y'))
  drains.push('app-shop', lineOf('z'))
  await until('the last is there', () => receiver.messages.length === 3)
  assert.deepEqual(receiver.messages.map(textOf), ['x', 'x', 'z'])
  assert.equal(
    receiver.messages.some((it) => it.includes('d.a ')),
    false,
  )
})

test('a dead drain holds up no other, and gets what it missed when it is back', async (t) => {
  const [alive, dead] = [await syslogReceiver(t), await syslogReceiver(t, { port: await findFreePort() })]
  await dead.close()
  const gone = aDrain(`syslog://127.0.0.1:${dead.port}`)
  const { drains, told } = await open(t, await keptPathFor(t), [
    gone,
    aDrain(`syslog://127.0.0.1:${alive.port}`, { id: 'alive', token: 'd.alive' }),
  ])
  for (let count = 1; count <= 3; count++) drains.push('app-blog', lineOf(`line ${count}`))
  await until('the one that lives has them', () => alive.messages.length === 3)
  await until('it is told', () => told.length === 1)
  assert.match(
    told[0] ?? '',
    new RegExp(`^Drain ${gone.token} can't be sent to, and is tried again: connect ECONNREFUSED`),
  )
  const back = await syslogReceiver(t, { port: dead.port })
  await until('the other has them too', () => back.messages.length === 3)
  assert.deepEqual(back.messages.map(textOf), ['line 1', 'line 2', 'line 3'])
  await until('that is told', () => told.length === 2)
  assert.equal(told[1], `Drain ${gone.token} is sent to again`)
})

test('the next controller goes on where this one ended, and no line comes twice', async (t) => {
  const keptPath = await keptPathFor(t)
  const receiver = await syslogReceiver(t, { port: await findFreePort() })
  await receiver.close()
  const drain = aDrain(`syslog://127.0.0.1:${receiver.port}`)
  const first = await open(t, keptPath, [drain])
  first.drains.push('app-blog', lineOf('kept, ü'))
  first.drains.push('app-blog', lineOf('kept too', { source: 'qp', dyno: 'router' }))
  await first.drains.close()
  assert.deepEqual(Object.keys((await readKeptJson(keptPath)) ?? {}), [drain.id])

  const back = await syslogReceiver(t, { port: receiver.port })
  const second = await open(t, keptPath, [drain])
  second.drains.push('app-blog', lineOf('new'))
  await until('all are there', () => back.messages.length === 3)
  await second.drains.close()
  assert.deepEqual(await readKeptJson(keptPath), {})
  const third = await open(t, keptPath, [drain])
  third.drains.push('app-blog', lineOf('last'))
  await third.drains.close()
  await until('the last is there', () => back.messages.length === 4)
  assert.deepEqual(back.messages.map(textOf), ['kept, ü', 'kept too', 'new', 'last'])
})

test('its end waits for what is on its way, but not for a receiver that hangs', async (t) => {
  const waiting: ServerResponse[] = []
  const { url } = await localServer(t, (_, response) => void waiting.push(response))
  const asked = Promise.withResolvers<void>()
  const { url: hanging } = await localServer(t, () => asked.resolve())
  const keptPath = await keptPathFor(t)
  const { drains } = await open(t, keptPath, [
    aDrain(url, { id: 'slow' }),
    aDrain(hanging, { id: 'hanging', token: 'd.hanging' }),
  ])
  drains.push('app-blog', lineOf('x'))
  await asked.promise
  await until('the other is asked too', () => waiting.length === 1)
  const closing = drains.close(2)
  waiting[0]?.end()
  await closing
  assert.deepEqual(Object.keys((await readKeptJson(keptPath)) ?? {}), ['hanging'])
})
