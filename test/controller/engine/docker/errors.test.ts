import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isNotFound, readRefusal, toProblem } from '../../../../src/controller/engine/docker/errors.ts'

/** As dockerode's modem throws it. */
function refuse(statusCode: number, message: string): Error {
  return Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${message} `), { statusCode })
}

const socket = { transport: 'socket', path: '/x.sock' } as const

describe('what the engine refuses', () => {
  const cases = [
    { status: 400, message: 'No command specified', id: 'invalid_params' },
    { status: 403, message: 'network x has active endpoints', id: 'invalid_params' },
    { status: 404, message: 'No such container: x', id: 'not_found' },
    { status: 409, message: 'name in use', id: 'conflict' },
    { status: 500, message: 'Bind for 127.0.0.1:1 failed: port is already allocated', id: 'conflict' },
    { status: 500, message: 'listen tcp4 127.0.0.1:1: bind: address already in use', id: 'conflict' },
    { status: 500, message: 'no space left on device', id: 'engine_unavailable' },
  ]
  for (const { status, message, id } of cases) {
    test(`${status} ${message}`, () => {
      const problem = toProblem(refuse(status, message), socket)
      assert.equal(problem.id, id)
      assert.equal(problem.message, `Docker: ${message}`)
      assert.equal(readRefusal(problem)?.status, status)
      assert.equal(isNotFound(problem), status === 404)
    })
  }
})

test('what a TLS port says to plain text is no refusal', () => {
  const endpoint = { transport: 'tcp', host: '10.0.0.5', port: 2376, tls: null } as const
  const problem = toProblem(refuse(400, 'Client sent an HTTP request to an HTTPS server.'), endpoint)
  assert.equal(problem.id, 'engine_unavailable')
  assert.match(problem.message, /^Docker at tcp:\/\/10\.0\.0\.5:2376 speaks TLS alone\./)
})

test('an engine that does not answer is no refusal', () => {
  const problem = toProblem(Object.assign(new Error('connect'), { code: 'EACCES' }), socket)
  assert.equal(problem.id, 'engine_unavailable')
  assert.match(problem.message, /^Docker does not answer at \/x\.sock \(EACCES\)\..*usermod -aG docker/)
  assert.equal(readRefusal(problem), undefined)
  assert.equal(isNotFound(problem), false)
})
