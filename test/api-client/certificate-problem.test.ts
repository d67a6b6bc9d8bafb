import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import { test } from 'node:test'
import { findCertificateProblem } from '../../src/api-client/certificate-problem.ts'
import { type Certificate, type TestAuthority, testAuthority } from '../fixtures/certificates.ts'
import { tlsServer } from '../fixtures/tls-server.ts'

interface Case {
  name: string
  certificate: (authority: TestAuthority) => Certificate
  isTrusted?: boolean
  what: string | RegExp
  hint: RegExp
}

const cases: Case[] = [
  {
    name: 'by an unknown authority',
    certificate: (it) => it.issue(['qp.test']),
    what: 'its certificate is by an authority that is not known here',
    hint: /--ca-file/,
  },
  {
    name: 'signed by itself',
    certificate: (it) => it.selfSigned('qp.test'),
    what: 'its certificate is signed by itself',
    hint: /--ca-file/,
  },
  {
    name: 'for other hosts',
    certificate: (it) => it.issue(['a.test', 'b.test', '10.0.0.7']),
    isTrusted: true,
    what: 'its certificate is for another host, a.test, b.test, 10.0.0.7',
    hint: /address right/,
  },
  {
    name: 'for very many hosts',
    certificate: (it) => it.issue(['a.test', 'b.test', 'c.test', 'd.test', 'e.test']),
    isTrusted: true,
    what: 'its certificate is for another host, a.test, b.test, c.test, d.test, …',
    hint: /address right/,
  },
  {
    name: 'that has expired',
    certificate: (it) => it.issue(['qp.test'], -1),
    isTrusted: true,
    what: 'its certificate has expired',
    hint: /renew/,
  },
]

for (const { name, certificate, isTrusted = false, what, hint } of cases) {
  test(`a certificate ${name} is told as that`, async (t) => {
    const authority = testAuthority(t)
    const { port } = await tlsServer(t, certificate(authority))
    const ca = isTrusted ? { ca: readFileSync(authority.caFile) } : {}
    const error = await new Promise((resolve) => {
      https
        .get({ host: '127.0.0.1', port, servername: 'qp.test', agent: false, ...ca })
        .once('error', resolve)
        .once('response', resolve)
    })
    const problem = findCertificateProblem(new Error('as got has it', { cause: error }))
    assert.equal(problem?.what, what)
    assert.match(problem?.hint ?? '', hint)
  })
}

test('what is no problem of a certificate is none', () => {
  assert.equal(findCertificateProblem(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })), undefined)
  assert.equal(findCertificateProblem('CERT_HAS_EXPIRED'), undefined)
})
