import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const source = join(import.meta.dirname, '../../src/lib/surroundings.ts')

test('processSurroundings is what a process has around it', () => {
  const script = `
    import { processSurroundings } from ${JSON.stringify(source)}
    const { cwd, program, env, now, setExitCode } = processSurroundings()
    console.log(JSON.stringify([cwd, program, env.MINE, now().getTime() > 0]))
    setExitCode(7)`
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: '/',
    env: { ...process.env, MINE: 'x' },
    encoding: 'utf8',
  })
  assert.deepEqual(JSON.parse(stdout), ['/', [process.execPath], 'x', true])
  assert.equal(status, 7)
})
