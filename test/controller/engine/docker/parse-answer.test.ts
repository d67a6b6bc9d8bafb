import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { parseAnswer } from '../../../../src/controller/engine/docker/parse-answer.ts'

const Answer = Type.Object({ Id: Type.String() })

test('what Docker adds is let through, what is missing is named', () => {
  assert.deepEqual(parseAnswer(Answer, { Id: '4f', New: 1 }), { Id: '4f', New: 1 })
  assert.throws(() => parseAnswer(Answer, { Id: 4 }), { message: /not as documented: \/Id must be string/ })
  assert.throws(() => parseAnswer(Answer, undefined), { message: /not as documented/ })
})
