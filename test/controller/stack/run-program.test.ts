import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runProgram } from '../../../src/controller/stack/run-program.ts'

const { signal } = new AbortController()

test('passes on the lines of both streams', async () => {
  const lines: string[] = []
  await runProgram(['sh', '-c', 'echo out; echo err >&2; printf end'], {
    ...{ onOutput: (line: string) => lines.push(line), signal },
  })
  assert.deepEqual(lines.sort(), ['end', 'err', 'out'])
})

test('a failure is told with its last words', async () => {
  await assert.rejects(
    runProgram(['sh', '-c', 'echo the mirror is gone; exit 2'], { onOutput() {}, signal }),
    {
      id: 'build_failed',
      message: 'sh failed (2): the mirror is gone',
    },
  )
})

test('what is run by another program can be told by its own name', async () => {
  await assert.rejects(runProgram(['false'], { onOutput() {}, signal, name: 'debootstrap' }), {
    id: 'build_failed',
    message: 'debootstrap failed (1): ',
  })
})

test('a program that is not there is told with what to do', async () => {
  await assert.rejects(runProgram(['qp-test-none'], { onOutput() {}, signal }), {
    id: 'invalid_params',
    message: /^qp-test-none is not installed\. .*apt-get install qp-test-none.*--from IMAGE/,
  })
})

test('aborting kills it', async () => {
  const controller = new AbortController()
  const onOutput = () => controller.abort(new Error('enough'))
  const running = runProgram(['sh', '-c', 'echo up; exec sleep 1000'], {
    onOutput,
    signal: controller.signal,
  })
  await assert.rejects(running, { message: 'enough' })
  await assert.rejects(runProgram(['true'], { onOutput, signal: controller.signal }), { message: 'enough' })
})
