import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  effectiveLimits,
  formatCpu,
  formatMemory,
  noLimits,
  parseCpuLimit,
  parseMemoryLimit,
  shownSize,
} from '../../../src/controller/domain/limits.ts'

const M = 1024 ** 2

const memory: [text: string, limit: number, request: number | null][] = [
  ['512M', 512 * M, null],
  ['512MB', 512 * M, null],
  ['512Mi', 512 * M, null],
  ['1g', 1024 * M, null],
  ['8192K', 8 * M, null],
  ['8388608B', 8 * M, null],
  ['256M/1G', 1024 * M, 256 * M],
  ['0B/6M', 6 * M, 0],
  ['0/6M', 6 * M, 0],
]
for (const [text, limit, request] of memory) {
  test(`memory of ${text}`, () => assert.deepEqual(parseMemoryLimit(text), { limit, request }))
}

const cpu: [text: string, limit: number, request: number | null][] = [
  ['500m', 500, null],
  ['1', 1000, null],
  ['0.5', 500, null],
  ['.25', 250, null],
  ['250m/1.5', 1500, 250],
]
for (const [text, limit, request] of cpu) {
  test(`a CPU limit of ${text}`, () => assert.deepEqual(parseCpuLimit(text), { limit, request }))
}

const refusals = [
  {
    parse: parseMemoryLimit,
    texts: ['', '512', '512T', '-1M', '1.5G', '1G/512M', '1M/2M/3M', 'M', '9'.repeat(30) + 'M'],
  },
  { parse: parseCpuLimit, texts: ['', 'm', '-1', '1/0.5', '1,5', '500M', '1/', '1e3'] },
]
for (const { parse, texts } of refusals) {
  for (const text of texts) {
    test(`${parse.name} refuses ${JSON.stringify(text)}, and says how to write it`, () => {
      assert.throws(() => parse(text), {
        id: 'invalid_params',
        message: /^".*" is no .* limit\. Write it like /,
      })
    })
  }
}

test('what no container could run with is refused', () => {
  for (const text of ['5M', '0', '0m']) assert.throws(() => parseMemoryLimit(text), /A dyno has 6M at least/)
  assert.throws(() => parseCpuLimit('9m'), /A dyno has 10m at least/)
})

test('a limit is written in the largest unit that it fills', () => {
  const sizes = [0, 1, 1024, 1536, 700 * M, 1024 * M, 1536 * M].map(formatMemory)
  assert.deepEqual(sizes, ['0', '1B', '1K', '1536B', '700M', '1G', '1536M'])
  assert.deepEqual([500, 1000, 1500, 2000].map(formatCpu), ['500m', '1', '1500m', '2'])
})

test("a limit of its own stands in the place of the size's, each for itself", () => {
  const own = { limit: 700 * M, request: 100 * M }
  assert.deepEqual(effectiveLimits('Standard-2X', { ...noLimits, memory: own }), {
    memory: own,
    cpu: { limit: 2000, request: null },
  })
  assert.deepEqual(effectiveLimits('Standard-2X', noLimits).memory, { limit: 1024 * M, request: null })
  assert.equal(shownSize('Basic', noLimits), 'Basic')
  assert.equal(shownSize('Basic', { ...noLimits, cpu: own }), 'custom')
})
