import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { createBufferCollector } from '../../src/attach/buffer-collector.ts'

const program = (prepare: string) => `
  let collect
  ${prepare}
  const { PerformanceObserver, constants } = await import('node:perf_hooks')
  let whole = 0
  const count = (entries) => {
    for (const { detail } of entries) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) whole += 1
  }
  const observer = new PerformanceObserver((list) => count(list.getEntries()))
  observer.observe({ entryTypes: ['gc'] })
  for (let sent = 0; sent < 32_768; sent++) {
    Buffer.allocUnsafeSlow(65_536)
    collect?.(65_536)
    if (sent % 64 === 0) await new Promise(setImmediate)
  }
  count(observer.takeRecords())
  console.log(whole)`

const collections = (prepare: string) =>
  Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', program(prepare)], { encoding: 'utf8' }),
  )

test('carrying two gigabytes does not collect the whole heap again and again', () => {
  const module = new URL('../../src/attach/buffer-collector.ts', import.meta.url).href
  const without = collections('')
  const withIt = collections(`collect = (await import('${module}')).createBufferCollector()`)
  assert.ok(withIt < without / 2, `${withIt} collections of the whole heap, ${without} without`)
})

test('nobody else gets at the collector', () => {
  const collect = createBufferCollector()
  collect(64 * 1024 * 1024)
  assert.equal(globalThis.gc, undefined)
})
