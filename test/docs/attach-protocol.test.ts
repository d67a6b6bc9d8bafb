import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { getTestEngine } from '../fixtures/engine.ts'
import {
  HttpRefusal,
  IndependentClient,
  type IndependentClientOptions,
  type OutputNumber,
} from '../fixtures/independent-client.ts'
import { adminOf, realPlace } from '../fixtures/real-controller.ts'
import { until } from '../fixtures/until.ts'
import { webImage } from '../fixtures/web-image.ts'

// docs/attach-protocol.md, proved by a client that knows nothing else, against the controller, its router and the engine.

test('docs/attach-protocol.md is enough for a client', { timeout: 300_000 }, async (t) => {
  const place = await realPlace(t)
  const controller = await place.start()
  const { url } = controller
  const ask = await adminOf(place, controller)
  await ask('POST', '/apps', { name: 'blog' })
  await ask('POST', '/apps/blog/builds', { image: await webImage(t, getTestEngine()) })
  const token = (await readFile(join(place.settings.dataDir, 'admin-token'), 'utf8')).trim()

  const run = (script: string, more: object = {}) =>
    ask('POST', '/apps/blog/dynos', { attach: true, tty: false, argv: ['bash', '-c', script], ...more })
  const attach = async (of: Record<string, unknown>, more: Partial<IndependentClientOptions> = {}) =>
    new IndependentClient({ url, token, attachUrl: String(of['attach_url']), ...more }).connect()
  const begin = async (script: string, more: object = {}, options: Partial<IndependentClientOptions> = {}) =>
    attach(await run(script, more), options)
  const terminal = { tty: true, columns: 100, rows: 30 }

  await t.test('pipes: the end of stdin, both outputs, the exit code', async () => {
    const client = await begin('wc -c; echo late; echo error >&2; exit 42')
    client.write('twelve bytes')
    client.end()
    await ended(client)
    assert.deepEqual([client.text(1), client.text(2)], ['12\nlate\n', 'error\n'])
    const statuses = client.told.map((it) => it.status)
    assert.deepEqual(statuses, ['attached', 'started', 'ended'])
    assert.deepEqual(client.told[0], { status: 'attached', stdin: 0, stdout: 0, stderr: 0, types: true })
    assert.deepEqual(client.told[2], { status: 'ended', exitCode: 42, reason: 'exited' })
  })

  await t.test('a terminal: its size, a resize, Ctrl-D', async () => {
    const client = await begin(
      'until [ "$(stty size)" = "20 90" ]; do :; done; while read -r line; do echo "<$line>"; stty size; done; echo end',
      terminal,
    )
    client.resize(90, 20)
    client.write('hello\r')
    await until('it answers', () => client.text(1).includes('<hello>'))
    client.resize(91, 21)
    client.write('more\r')
    await until('it is told', () => client.text(1).includes('21 91') && client.text(1).includes('<more>'))
    client.end()
    assert.deepEqual(await ended(client), { status: 'ended', exitCode: 0, reason: 'exited' })
    assert.match(client.text(1), /end\r\n$/)
    assert.equal(client.text(2), '')
  })

  await t.test('a signal', async () => {
    const client = await begin('trap "echo caught; exit 9" USR1; echo ready; while :; do sleep 0.05; done')
    await until('it is ready', () => client.text(1).includes('ready'))
    client.signal('SIGUSR1')
    assert.deepEqual(await ended(client), { status: 'ended', exitCode: 9, reason: 'exited' })
    assert.match(client.text(1), /caught/)
  })

  await t.test('a command inside a dyno', async () => {
    const [web] = (await ask('GET', '/apps/blog/dynos')) as unknown as { name: string }[]
    assert.ok(web)
    const body = { tty: false, argv: ['bash', '-c', 'cat; exit 5'] }
    const client = await attach(await ask('POST', `/apps/blog/dynos/${web.name}`, body))
    client.write('inside')
    client.end()
    assert.equal((await ended(client))['exitCode'], 5)
    assert.equal(client.text(1), 'inside')
  })

  await t.test('the process waits for a client that reads late, and the client for the process', async () => {
    const lines = 400_000
    const output = numberedLines()
    const client = await begin(
      `seq -f %09.0f 0 ${lines - 1}; echo done >&2; exec sleep 1000`,
      {},
      { onOutput: output.take },
    )
    client.isReading = false
    await until('a window has come', () => client.behind === 1_048_576)
    client.write(Buffer.alloc(3_000_000))
    await until('a window was sent', () => client.unacknowledged === 1_048_576)
    assert.equal(output.errors(), '')
    client.read()
    await until('all was read', () => output.errors() === 'done\n' && output.seen().lines >= lines)
    assert.deepEqual(output.seen(), { lines, problem: undefined })
    // It reads nothing, and yet the signal gets through.
    assert.ok(client.unacknowledged > 0)
    client.signal('SIGKILL')
    assert.equal((await ended(client))['exitCode'], 137)
  })

  await t.test(
    'a client whose connection drops goes on where it was: nothing lost, nothing doubled',
    async () => {
      const lines = 600_000
      const output = numberedLines({ after: 'ready\n' })
      const created = await ask('POST', '/apps/blog/dynos', {
        attach: true,
        tty: true,
        argv: ['bash', '-c', 'stty raw -echo; echo ready; head -c "$0"; exit 6', String(lines * 10)],
      })
      const client = await attach(created, { onOutput: output.take })
      await until('its terminal is ready', () => output.isReady())
      const input = Buffer.concat(Array.from({ length: lines }, (_, index) => Buffer.from(lineOf(index))))
      client.write(input)
      for (const part of [0.1, 0.2, 0.3, 0.5, 0.9]) {
        await until(
          'a part has come',
          () => output.seen().lines > part * lines || output.seen().problem !== undefined,
        )
        await client.drop()
        await client.connect()
      }
      assert.deepEqual(await ended(client), { status: 'ended', exitCode: 6, reason: 'exited' })
      assert.deepEqual(output.seen(), { lines, problem: undefined })
      assert.equal(output.hash(), createHash('sha256').update(input).digest('hex'))
      assert.equal(client.told.filter((it) => it.status === 'attached').length, 6)
    },
  )

  await t.test('one watches, takes over and goes, and the owner ends it', async () => {
    const created = await run('echo ready; while read -r line; do echo "<$line>"; done', terminal)
    const owner = await attach(created)
    await until('it is ready', () => owner.text(1).includes('ready'))
    const found = await ask('GET', `/apps/blog/runs/${created['name']}`)
    const watcher = await attach(found, { role: 'watch' })
    const visitor = await attach(found, { role: 'take' })
    await until('the owner is told', () => owner.find('watching') !== undefined)
    watcher.write('of the watcher\r')
    owner.write('of the owner\r')
    visitor.write('of the visitor\r')
    for (const client of [owner, watcher, visitor])
      await until('all see it', () => client.text(1).includes('<of the visitor>'))
    assert.ok(!/of the (watcher|owner)/.test(visitor.text(1)))
    assert.deepEqual(
      [owner, watcher, visitor].map((it) => it.find('attached')?.['types']),
      [true, false, true],
    )
    await visitor.leave(1000)
    const next = await attach(found)
    next.write('of the next\r')
    await until('it goes on', () => next.text(1).includes('<of the next>'))
    for (const client of [next, watcher, owner]) await client.leave(1000)
    // Its owner had lost it: whoever has it may end it.
    await ask('POST', `/apps/blog/runs/${created['name']}/actions/stop`)
  })

  await t.test(
    'a terminal ends with its owner, and not with a visitor or an owner that detaches',
    async () => {
      const created = await run('echo ready; exec sleep 1000', terminal)
      const isOver = async () => (await ask('GET', `/apps/blog/runs/${created['id']}`))['exit_code'] !== null
      const owner = await attach(created)
      await until('it is ready', () => owner.text(1).includes('ready'))
      const visitor = await attach(created)
      await visitor.leave(1000)
      assert.equal(await isOver(), false)
      await owner.drop()
      await owner.connect()
      await until('it is back', () => owner.told.filter((it) => it.status === 'attached').length === 2)
      assert.equal(owner.find('attached')?.['types'], true)
      await owner.leave(1000)
      await until('it has ended', isOver)

      const detached = await run('exec sleep 1000', terminal)
      await (await attach(detached)).leave(4000)
      const next = await attach(detached)
      await until('it is attached', () => next.find('attached') !== undefined)
      assert.equal(next.find('attached')?.['types'], true)
      await ask('POST', `/apps/blog/runs/${detached['id']}/actions/stop`)
      assert.equal((await ended(next))['reason'], 'stopped')
    },
  )

  await t.test('a collaborator who is removed is shown out', async () => {
    const friend = { email: 'friend@example.com', password: 'correct horse battery' }
    await ask('POST', '/users', friend)
    await ask('POST', '/apps/blog/collaborators', { user: friend.email })
    const basic = Buffer.from(`${friend.email}:${friend.password}`).toString('base64')
    const answer = await fetch(`${url}/oauth/authorizations`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      body: '{}',
    })
    const { access_token } = (await answer.json()) as { access_token: { token: string } }
    const created = await run('echo ready; exec sleep 1000', terminal)
    const owner = await attach(created)
    const guest = await attach(created, { token: access_token.token, role: 'take' })
    await until('it is ready', () => guest.text(1).includes('ready'))
    const [{ code }] = await Promise.all([
      guest.closed(),
      ask('DELETE', `/apps/blog/collaborators/${friend.email}`),
    ])
    assert.equal(code, 4003)
    await assert.rejects(guest.connect(), { status: 404, id: 'not_found' })
    await assert.rejects(attach(created, { token: 'none' }), { status: 401, id: 'unauthorized' })
    await owner.leave(1000)
    await ask('POST', `/apps/blog/runs/${created['id']}/actions/stop`)
  })

  await t.test('who breaks the protocol is told how', async () => {
    for (const [message, reason] of [
      ['text', 'text message'],
      [Buffer.of(1, 65), "stdout is not the client's to send"],
      [Buffer.from('\u0004{"columns":0,"rows":5}'), 'resize needs columns and rows from 1 to 65535'],
      [Buffer.from('\u0006{"channel":1,"offset":5000000}'), 'acknowledge of stdout out of range'],
    ] as const) {
      const client = await begin('exec sleep 1000')
      client.send(message)
      assert.deepEqual(await client.closed(), { code: 1002, reason })
    }
  })

  await t.test('what has ended can not be attached, and tells how it ended', async () => {
    const created = await run('echo some; exit 3')
    await ended(await attach(created))
    const found = () => ask('GET', `/apps/blog/runs/${created['id']}`)
    await until('it is written down', async () => (await found())['ended_at'] !== null)
    const { attach_url, exit_code, reason } = await found()
    assert.deepEqual({ attach_url, exit_code, reason }, { attach_url: null, exit_code: 3, reason: 'exited' })
    await assert.rejects(
      attach(created),
      (error) => error instanceof HttpRefusal && error.status === 410 && error.id === 'gone',
    )
  })
})

async function ended(client: IndependentClient) {
  await until('it has ended', () => client.find('ended') !== undefined)
  const told = client.find('ended')
  assert.ok(told)
  return told
}

function lineOf(index: number): string {
  return String(index).padStart(9, '0') + '\n'
}

/** Takes numbered lines, and notes the first that is not the one that should come. */
function numberedLines({ after = '' } = {}) {
  const hash = createHash('sha256')
  let before = after.length
  let rest = ''
  let lines = 0
  let errors = ''
  let problem: string | undefined
  return {
    take(channel: OutputNumber, bytes: Buffer) {
      if (channel === 2) {
        errors += bytes.toString()
        return
      }
      const title = bytes.subarray(0, before)
      before -= title.length
      const numbers = bytes.subarray(title.length)
      hash.update(numbers)
      const whole = (rest + numbers.toString('latin1')).split('\n')
      rest = whole.pop() ?? ''
      for (const line of whole) {
        if (`${line}\n` !== lineOf(lines)) problem ??= `${line} in place of ${lineOf(lines)}`
        lines += 1
      }
    },
    isReady: () => before === 0,
    seen: () => ({ lines, problem }),
    errors: () => errors,
    hash: () => hash.digest('hex'),
  }
}
