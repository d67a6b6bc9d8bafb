import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { before, test } from 'node:test'
import { startContainerProcess, terminalInput } from '../../../src/controller/sessions/container-process.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { OutputCollector } from '../../fixtures/local-session.ts'

const engine = getTestEngine()
const spec = { tty: false, memoryMb: 64 }
let image = ''
before(async () => {
  image = await getTestImage(engine)
})

test('a container as a process: input, both outputs, code', { timeout: 120_000 }, async (t) => {
  const argv = ['bash', '-c', 'cat; echo err >&2; exit 7']
  const id = await createTestContainer(t, engine, { image, argv, openStdin: true })
  const process = await startContainerProcess({ engine, id, spec })
  assert.ok('exit' in process && process.stderr)
  process.stdin.end('in')
  assert.deepEqual(await Promise.all([text(process.stdout), text(process.stderr)]), ['in', 'err\n'])
  assert.deepEqual(await process.exit, { exitCode: 7, reason: 'exited' })
})

test('one that is removed from under its session is gone, and so it is said', {
  timeout: 120_000,
}, async (t) => {
  const id = await createTestContainer(t, engine, { image, openStdin: true })
  const process = await startContainerProcess({ engine, id, spec })
  assert.ok('exit' in process)
  process.stdout.resume()
  process.stderr?.resume()
  await engine.removeContainer(id)
  const end = await process.exit
  assert.ok(end.reason === 'dyno-gone' ? end.exitCode === 253 : end.exitCode === 137, JSON.stringify(end))
})

test('what the engine can not start is told in its words', { timeout: 120_000 }, async (t) => {
  const id = await createTestContainer(t, engine, { image, user: 'nobody-here', openStdin: true })
  const end = await startContainerProcess({ engine, id, spec })
  assert.ok('exitCode' in end)
  assert.equal(end.reason, 'not-started')
  assert.equal(end.exitCode, 125)
  assert.match(end.message ?? '', /nobody-here/)
})

test("the end of a terminal's input is typed", async () => {
  const typed = new OutputCollector()
  const stdin = terminalInput(typed)
  stdin.end('ls\r')
  await typed.until(/\u0004/)
  assert.equal(typed.text(), 'ls\r\u0004')
  assert.equal(typed.writableEnded, false)
})
