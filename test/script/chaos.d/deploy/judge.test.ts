import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Outcome } from '../../../../script/chaos.d/deploy/asked.ts'
import { type DeedKind, drawRounds } from '../../../../script/chaos.d/deploy/draw.ts'
import { findFaults, findReleaseFaults } from '../../../../script/chaos.d/deploy/judge.ts'
import type { SeenApp, SeenRelease } from '../../../../script/chaos.d/deploy/observe.ts'
import type { Done } from '../../../../script/chaos.d/deploy/perform.ts'

const release = (version: number, description: string, more: Partial<SeenRelease> = {}): SeenRelease => ({
  ...{ version, description, status: 'succeeded', current: false, config: {} },
  ...more,
})
const [first, second] = [release(1, 'Initial release'), release(2, 'Deployed image')]
const app = (releases: readonly SeenRelease[], more: Partial<SeenApp> = {}): SeenApp => ({
  ...{ id: 'a1', name: 'blog', maintenance: false, config: {}, formation: { web: 1 }, wanted: [] },
  ...{ hostnames: [], pendingBuilds: 0, commit: '', images: [] },
  releases: releases.map((it, index) => ({ ...it, current: index === releases.length - 1 })),
  ...more,
})
const before = app([first, second])
const told: Record<Outcome['told'], Outcome> = {
  done: { told: 'done', body: {} },
  refused: { told: 'refused', status: 422, text: 'no' },
  unknown: { told: 'unknown' },
}
const done = (kind: DeedKind, outcome: Outcome['told'], more: Partial<Done>): Done => {
  const [
    {
      deeds: [deed = assert.fail()],
    } = assert.fail(),
  ] = drawRounds(1, 1)
  const it = { appId: 'a1', subject: kind, value: '', begin: 0, end: 1, outcome: told[outcome] }
  return { ...it, deed: { ...deed, kind }, ...more }
}
const red = (outcome: Outcome['told'], value: string, more: Partial<Done> = {}) =>
  done('config', outcome, { subject: 'RED', value, ...more })
const set = (version: number, value: string) =>
  release(version, 'Set RED config vars', { config: { RED: value } })

describe('releases', () => {
  const faults = (releases: SeenRelease[]) => findReleaseFaults([first, second], app(releases).releases)

  test('that follow from each other are right', () => {
    assert.deepEqual(faults([first, second, set(3, 'x'), release(4, 'Rollback to v2')]), [])
  })

  test('are not doubled, lost, changed or for ever pending', () => {
    assert.match(faults([first, second, second]).join(), /v2 comes as number 3/)
    assert.match(faults([first]).join(), /v2 is not what it was/)
    assert.match(faults([first, { ...second, status: 'failed' }]).join(), /v2 is not what it was/)
    assert.match(
      faults([first, second, release(3, 'x', { status: 'pending' })]).join(),
      /v3 is pending for ever/,
    )
  })

  test('change no more than they say', () => {
    assert.match(
      faults([first, second, { ...set(3, 'x'), description: 'Deploy 1' }]).join(),
      /changed RED of v2/,
    )
    assert.match(
      faults([first, second, set(3, 'x'), { ...set(4, 'x'), description: 'Rollback to v2' }]).join(),
      /changed RED of v2/,
    )
  })
})

describe('what was told', () => {
  const faults = (releases: SeenRelease[], deeds: Done[]) => findFaults(before, app(releases), deeds)

  test('done is there, refused is not, and unknown may be', () => {
    const made = [first, second, set(3, 'x')]
    assert.deepEqual(faults(made, [red('done', 'x')]), [])
    assert.deepEqual(faults(made, [red('unknown', 'x')]), [])
    assert.deepEqual(faults([first, second], [red('unknown', 'x')]), [])
    assert.deepEqual(faults([first, second], [red('refused', 'x')]), [])
    assert.equal(faults([first, second], [red('done', 'x')]).length, 1)
    assert.equal(faults(made, [red('refused', 'x')]).length, 1)
  })

  test('first came first', () => {
    const deeds = [red('done', 'x', { end: 1 }), red('done', 'y', { begin: 2, end: 3 })]
    assert.deepEqual(faults([first, second, set(3, 'x'), set(4, 'y')], deeds), [])
    assert.equal(faults([first, second, set(3, 'y'), set(4, 'x')], deeds).length, 1)
  })

  test('last of what is in no release holds', () => {
    const scaled = (quantity: number, deeds: Done[]) =>
      findFaults(before, app([first, second], { formation: { web: quantity } }), deeds)
    const to = (value: string, outcome: Outcome['told'], begin: number) =>
      done('scale', outcome, { subject: 'web', value, begin, end: begin + 1 })
    assert.deepEqual(scaled(3, [to('2', 'done', 0), to('3', 'done', 2)]), [])
    assert.equal(scaled(2, [to('2', 'done', 0), to('3', 'done', 2)]).length, 1)
    assert.deepEqual(scaled(2, [to('2', 'done', 0), to('3', 'done', 1)]), [])
    assert.deepEqual(scaled(1, [to('2', 'unknown', 0), to('3', 'refused', 2)]), [])
    assert.equal(scaled(3, [to('2', 'unknown', 0), to('3', 'refused', 2)]).length, 1)
    const undeployed = app([first], { formation: {} })
    assert.deepEqual(findFaults(undeployed, app([first, second]), [to('2', 'refused', 0)]), [])
  })
})

test('an app is there until it is destroyed, and no longer', () => {
  assert.match(findFaults(before, undefined, []).join(), /is gone/)
  assert.deepEqual(findFaults(before, undefined, [done('destroy', 'unknown', {})]), [])
  assert.match(
    findFaults(before, before, [done('destroy', 'done', {})]).join(),
    /was destroyed, and is there/,
  )
  const made = done('config', 'done', { subject: 'create', value: 'blog' })
  assert.match(findFaults(undefined, undefined, [made]).join(), /blog was made, and is not there/)
})
