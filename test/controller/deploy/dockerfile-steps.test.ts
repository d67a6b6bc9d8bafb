import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hideLabelSteps } from '../../../src/controller/deploy/dockerfile-steps.ts'

test('the steps of the labels are left out, and the others counted without them', () => {
  const shown: string[] = []
  const write = hideLabelSteps(2, (line) => shown.push(line))
  const lines = [
    'Step 1/4 : FROM a',
    ' ---> 1',
    'Step 2/4 : RUN make',
    'Step 2/4 of make, which is no step of ours',
    'Step 3/4 : LABEL qp.app=1',
    ' ---> Running in 2',
    'Step 4/4 : LABEL qp.kind=slug',
    'Successfully built 3',
    'Successfully tagged b',
  ]
  for (const line of lines) write(line)
  assert.deepEqual(shown, [
    'Step 1/2 : FROM a',
    ' ---> 1',
    'Step 2/2 : RUN make',
    'Step 2/2 of make, which is no step of ours',
  ])
})
