import assert from 'node:assert/strict'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { before, describe, test } from 'node:test'
import { createTestContainer, runToEnd } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'
import { OutputCollector } from '../../../fixtures/local-session.ts'

describe('the output of a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))
  const untilItsEnd = () => new AbortController().signal

  test('both streams apart, as they were written, though no line ever ends', async (t) => {
    const script = String.raw`printf 'a\0\r\033[1mü'; printf 'err\001' >&2; printf '%040000d' 7`
    const { id } = await runToEnd(t, engine, { argv: ['bash', '-c', script] })
    const { stdout, stderr } = await engine.readOutput(id, { lines: 100, signal: untilItsEnd() })
    const [out, err] = await Promise.all([text(stdout), text(stderr)])
    assert.equal(out, `a\0\r\u001b[1mü${'7'.padStart(40_000, '0')}`)
    assert.equal(err, 'err\u0001')
  })

  test('no more than the last lines are asked for', async (t) => {
    const { id } = await runToEnd(t, engine, { argv: ['seq', '100'] })
    const { stdout } = await engine.readOutput(id, { lines: 3, signal: untilItsEnd() })
    assert.equal(await text(stdout), '98\n99\n100\n')
  })

  test('it goes on until the end of the container, and what comes is not waited for', async (t) => {
    const line = 'echo early; until [ -e /tmp/go ]; do sleep 0.01; done; echo late'
    const id = await createTestContainer(t, engine, { argv: ['bash', '-c', line] })
    await engine.startContainer(id)
    const { stdout } = await engine.readOutput(id, { lines: 10, signal: untilItsEnd() })
    const seen = new OutputCollector()
    const done = new Promise((resolve) => stdout.pipe(seen).once('finish', resolve))
    await seen.until(/early/)
    const touch = await engine.execContainer(id, { argv: ['touch', '/tmp/go'], env: {}, tty: false })
    touch.stdin.end()
    touch.stdout.resume()
    await done
    assert.equal(seen.text(), 'early\nlate\n')
  })

  test('a reader that stalls holds up neither the container nor its removal; the signal lets go of it', async (t) => {
    const id = await createTestContainer(t, engine, { argv: ['bash', '-c', 'seq 300000; exec sleep 1000'] })
    const released = new AbortController()
    await engine.startContainer(id)
    const { stdout } = await engine.readOutput(id, { lines: 300_000, signal: released.signal })
    await once(stdout, 'readable')
    await engine.removeContainer(id)
    assert.equal(await engine.findContainer(id), undefined)
    const over = new Promise((resolve) => stdout.once('close', resolve))
    released.abort()
    await over
  })

  test('the signal lets go of what has come whole, and that nobody has read', async (t) => {
    const { id } = await runToEnd(t, engine, { argv: ['echo', 'all of it'] })
    const released = new AbortController()
    const { stdout, stderr } = await engine.readOutput(id, { lines: 1, signal: released.signal })
    stderr.resume()
    // Ended behind what stdout still holds.
    await once(stderr, 'end')
    const over = new Promise((resolve) => stdout.once('close', resolve))
    released.abort()
    await over
  })

  test('of no container: not found', async () => {
    const reading = engine.readOutput('qp-test-none', { lines: 1, signal: untilItsEnd() })
    await assert.rejects(reading, { id: 'not_found' })
  })
})
