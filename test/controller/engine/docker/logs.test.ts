import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ContainerLogLine } from '../../../../src/controller/engine/engine.ts'
import { createTestContainer, runToEnd } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

describe('the log of a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  async function readAll(
    id: string,
    options: { since?: Date; after?: string } = {},
  ): Promise<ContainerLogLine[]> {
    const lines = []
    for await (const line of engine.followLogs(id, { ...options, signal: new AbortController().signal })) {
      lines.push(line)
    }
    return lines
  }

  test('lines of both streams, long ones whole, the last one without an end', async (t) => {
    const script = 'echo out; echo err >&2; printf "%040000d\\n" 7; echo; printf "é end"'
    const { id } = await runToEnd(t, engine, { argv: ['bash', '-c', script] })
    const lines = await readAll(id)

    const of = (stream: string) => lines.filter((it) => it.stream === stream).map((it) => it.text)
    assert.deepEqual(of('stdout'), ['out', '7'.padStart(40_000, '0'), '', 'é end'])
    assert.deepEqual(of('stderr'), ['err'])
    for (const { at, position } of lines) assert.equal(position.slice(0, 23), at.toISOString().slice(0, 23))
  })

  test('going on after a position loses and repeats nothing', async (t) => {
    const { id } = await runToEnd(t, engine, {
      argv: ['bash', '-c', 'for n in $(seq 500); do echo $n; done'],
    })
    const all = await readAll(id)
    assert.equal(all.length, 500)
    for (const index of [0, 123, 498]) {
      const rest = await readAll(id, { after: all[index]?.position ?? '' })
      assert.deepEqual(rest, all.slice(index + 1))
    }
    assert.deepEqual(await readAll(id, { after: all.at(-1)?.position ?? '' }), [])
  })

  test('since a millisecond includes it', async (t) => {
    const argv = ['bash', '-c', 'echo one; sleep 0.01; echo two; sleep 0.01; echo three']
    const { id } = await runToEnd(t, engine, { argv })
    const [, two] = await readAll(id)
    assert.ok(two)
    assert.deepEqual(
      (await readAll(id, { since: two.at })).map((it) => it.text),
      ['two', 'three'],
    )
    assert.deepEqual(
      (await readAll(id, { since: new Date(two.at.getTime() + 1) })).map((it) => it.text),
      ['three'],
    )
  })

  test('follows while it runs, and ends when it is removed', async (t) => {
    const id = await createTestContainer(t, engine, { argv: ['bash', '-c', 'echo up; read; sleep 1000'] })
    await engine.startContainer(id)
    const lines = []
    for await (const { text } of engine.followLogs(id, { signal: t.signal })) {
      lines.push(text)
      await engine.removeContainer(id)
    }
    assert.deepEqual(lines, ['up'])
  })

  test('ends without an error when it is aborted', async (t) => {
    const id = await createTestContainer(t, engine, { argv: ['bash', '-c', 'echo up; sleep 1000'] })
    await engine.startContainer(id)
    const controller = new AbortController()
    for await (const { text } of engine.followLogs(id, { signal: controller.signal })) {
      assert.equal(text, 'up')
      controller.abort()
    }
    for await (const _ of engine.followLogs(id, { signal: controller.signal })) assert.fail('aborted before')
  })

  test("a terminal's log", async (t) => {
    const { id } = await runToEnd(t, engine, { tty: true, argv: ['bash', '-c', 'echo out; echo err >&2'] })
    const lines = (await readAll(id)).map(({ stream, text }) => `${stream} ${text}`)
    assert.deepEqual(lines, ['stdout out', 'stdout err'])
  })

  test('of what is not there', async () => {
    await assert.rejects(readAll('qp-test-none'), { id: 'not_found' })
  })
})
