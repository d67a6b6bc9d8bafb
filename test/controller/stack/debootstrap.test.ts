import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runDebootstrap } from '../../../src/controller/stack/debootstrap.ts'
import { until } from '../../fixtures/until.ts'

const skip = process.getuid?.() === 0 ? false : 'debootstrap needs root'

test('aborting leaves no process of it behind', { skip }, async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'qp-debootstrap-'))
  t.after(() => rm(root, { recursive: true }))
  const controller = new AbortController()
  let seen = 0
  const onOutput = () => {
    seen += 1
    if (seen === 3) controller.abort(new Error('enough'))
  }
  await assert.rejects(runDebootstrap({ root, onOutput, signal: controller.signal }), { message: 'enough' })
  await until('its processes to be gone', async () => !(await isMentioned(root)))
})

/** Whether a running process was started with this path. */
async function isMentioned(path: string): Promise<boolean> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')))
  return lines.some((line) => line.includes(path))
}
