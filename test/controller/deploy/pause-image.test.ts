import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { buildPauseProgram, ensurePauseImage, pauseArgv } from '../../../src/controller/deploy/pause-image.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { getTestEngine } from '../../fixtures/engine.ts'
import { fakeEngine } from '../../fixtures/fake-engine.ts'

const engine = getTestEngine()

/** `e_machine` of elf(5) stands at 18, the code behind the two headers. */
for (const [architecture, machine, firstBytes] of [
  ['x64', 62, 'b822000000'],
  ['arm64', 183, '000080d2'],
] as const)
  test(`for ${architecture}, a few dozen bytes that Linux runs`, () => {
    const program = buildPauseProgram(architecture)
    assert.ok(program && program.length < 200)
    assert.equal(program.toString('latin1', 1, 4), 'ELF')
    assert.equal(program.readUInt16LE(18), machine)
    const entry = Number(program.readBigUInt64LE(24) - program.readBigUInt64LE(80))
    assert.equal(program.subarray(entry).toString('hex').slice(0, firstBytes.length), firstBytes)
    assert.equal(Number(program.readBigUInt64LE(96)), program.length)
  })

test('there is none for another processor, and nothing is asked of the engine then', async () => {
  assert.equal(buildPauseProgram('s390x'), undefined)
  const asked = ensurePauseImage({ engine: fakeEngine({}), controllerId: randomUUID() }, 's390x')
  assert.equal(await asked, undefined)
})

test('the image is made once, is ours, and waits until it is ended', { timeout: 120_000 }, async (t) => {
  const controllerId = randomUUID()
  const image = await ensurePauseImage({ engine, controllerId })
  assert.ok(image)
  t.after(() => engine.removeImage(image))
  const found = await engine.findImage(image)
  assert.equal(found?.labels[labels.controller], controllerId)
  assert.ok(found.size < 200)
  const again = { ...engine, importImage: () => assert.fail('it is there') }
  assert.equal(await ensurePauseImage({ engine: again, controllerId }), image)

  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGKILL', 137],
  ] as const) {
    const id = await createTestContainer(t, engine, { image, argv: pauseArgv, user: '65534:65534' })
    const exit = engine.waitContainer(id)
    await engine.startContainer(id)
    assert.equal((await engine.findContainer(id))?.state, 'running')
    await engine.signalContainer(id, signal)
    assert.equal((await exit).code, code)
    await engine.removeContainer(id)
  }
})
