import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ProblemId, type ProblemReason, problem } from '../../../../src/controller/domain/problem.ts'
import { wordsOf } from '../../../../src/controller/http/deis/words.ts'

const told: { reason: ProblemReason; id?: ProblemId; subject?: string; status: number; body: unknown }[] = [
  { reason: 'app_exists', status: 400, body: { id: ['Application with this id already exists.'] } },
  { reason: 'app_name_format', status: 400, body: { id: ['Our words.'] } },
  {
    reason: 'no_node',
    id: 'conflict',
    subject: 'rack=9',
    status: 400,
    body: { detail: 'No nodes matched the provided labels: rack=9' },
  },
  {
    reason: 'wrong_password',
    id: 'forbidden',
    status: 401,
    body: { detail: 'Current password does not match' },
  },
  { reason: 'no_such_release', id: 'not_found', status: 404, body: 'No Release matches the given query.' },
  {
    reason: 'no_such_process_type',
    id: 'not_found',
    subject: 'foo',
    status: 404,
    body: { detail: 'Container type foo does not exist in application' },
  },
  { reason: 'whitelist_format', subject: 'zzz', status: 400, body: ['The address zzz is not valid'] },
]
for (const { reason, id = 'invalid_params', subject = '', status, body } of told)
  test(`${reason}: in Deis's shape, by its words where it has some, else by ours`, () => {
    assert.deepEqual(wordsOf(problem(id, 'Our words.', { reason, subject })), { status, body })
  })

test('for what Deis has no words of its own there are none', () => {
  assert.equal(wordsOf(problem('invalid_params', 'No such size.')), undefined)
  assert.equal(wordsOf(problem('conflict', 'Not now.', { reason: 'has_access' })), undefined)
})
