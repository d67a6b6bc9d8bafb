import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBuildOutput } from '../../../src/controller/deploy/build-output.ts'
import {
  checkStartable,
  readProcfile,
  reportProcessTypes,
} from '../../../src/controller/deploy/process-types.ts'

function report(declared: Record<string, string>, defaults: Record<string, string>): string[] {
  const lines: string[] = []
  const output = createBuildOutput((line) => lines.push(line))
  reportProcessTypes(output, { by: 'Procfile', types: declared }, { by: 'Node.js', types: defaults })
  return lines
}

test('a Procfile that can not be read fails the build, and the line is named', () => {
  assert.deepEqual(readProcfile('web: a\n'), { web: 'a' })
  assert.throws(() => readProcfile('web a'), { name: 'Problem', id: 'build_failed', message: /line 1/ })
})

test('what a heroku.yml or an image is to run has names like those of a Procfile', () => {
  assert.deepEqual(checkStartable({ 'a-B_1': 'a' }), { 'a-B_1': 'a' })
  for (const type of ['__proto__', 'a b', ''])
    assert.throws(() => checkStartable(Object.fromEntries([[type, 'a']])), {
      id: 'build_failed',
      message: `${JSON.stringify(type)} can't be the name of a process type.`,
    })
})

test('what the Procfile declares hides the default of the same type', () => {
  assert.deepEqual(report({ web: 'a', worker: 'b' }, { web: 'npm start' }), [
    '-----> Discovering process types',
    '       Procfile declares types -> web, worker',
  ])
})

test('defaults are told apart', () => {
  assert.deepEqual(report({}, { web: 'npm start' }), [
    '-----> Discovering process types',
    '       Procfile declares types -> (none)',
    '       Default types for Node.js -> web',
  ])
})

test('nothing to run is said, with what to do', () => {
  assert.match(report({}, {}).at(-1) ?? '', /^ ! {5}There is nothing to run: add a Procfile/)
})

test('a command that no process could be started with is refused, and the longest one is not', () => {
  const longest = 'x'.repeat(131_071)
  assert.deepEqual(readProcfile(`web: ${longest}\n`), { web: longest })
  assert.throws(() => readProcfile(`web: a\nworker: ${longest}x\n`), {
    id: 'build_failed',
    message:
      'The command of the process type worker is 131072 bytes long, and no process can be started with more than 131071. Put it into a script, and run that.',
  })
})
