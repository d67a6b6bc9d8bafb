import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createStepReader } from '../../../../src/controller/engine/docker/build-steps.ts'

function read(lines: string[], labelled: { line: string; count: number } | undefined, last: number) {
  const [shown, layers]: [string[], string[]] = [[], []]
  const steps = createStepReader(
    { labelled: () => labelled, last },
    { onOutput: (line) => shown.push(line), onLayer: (id) => layers.push(id) },
  )
  for (const line of lines) steps.read({ stream: `${line}\n` })
  steps.flush()
  return { shown, layers, current: steps.current() }
}

test('steps of ours are left out, and the others counted without them', () => {
  const line = 'LABEL "qp.app"="1"'
  const lines = [
    ...['Step 1/7 : FROM a', ' ---> aaaaaaaaaaaa', `Step 2/7 : ${line}`, ' ---> Running in 222222222222'],
    ...[' ---> bbbbbbbbbbbb', 'Step 3/7 : RUN make', 'Step 2/4 of make, which is no step of ours'],
    ...['Step 4/7 : FROM b', `Step 5/7 : ${line}`, ' ---> Using cache', ' ---> bbbbbbbbbbbb'],
    ...['Step 6/7 : LABEL "qp.app"="2"', 'Step 7/7 : LABEL qp.kind=slug', ' ---> Running in 2'],
    ...['Successfully built 3', 'Successfully tagged b'],
  ]
  const { shown, layers, current } = read(lines, { line, count: 2 }, 1)
  assert.deepEqual(shown, [
    ...['Step 1/4 : FROM a', ' ---> aaaaaaaaaaaa', 'Step 2/4 : RUN make'],
    ...['Step 2/4 of make, which is no step of ours', 'Step 3/4 : FROM b', 'Step 4/4 : LABEL "qp.app"="2"'],
  ])
  assert.deepEqual(layers, ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'bbbbbbbbbbbb'])
  assert.equal(current, 'Step 4/4 : LABEL "qp.app"="2"')
})

test('where nothing is ours, all is passed on', () => {
  const { shown } = read(['Step 1/1 : FROM a', 'Pulling'], undefined, 0)
  assert.deepEqual(shown, ['Step 1/1 : FROM a', 'Pulling'])
})
