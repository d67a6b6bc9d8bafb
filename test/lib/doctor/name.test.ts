import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkName } from '../../../src/lib/doctor/name.ts'

const url = (text: string) => new URL(text)
const proxy = (text: string) => ({ url: new URL(text), variable: 'HTTPS_PROXY' })

test('checkName looks up a host, and leaves an address alone', async () => {
  const found = await checkName(url('http://localhost:5005'), undefined)
  assert.equal(found.status, 'passed')
  assert.match(found.detail, /^localhost is .*(127\.0\.0\.1|::1)/)
  assert.deepEqual(await checkName(url('https://[::1]:5005'), undefined), {
    status: 'passed',
    detail: '::1 is an address',
  })
})

test('checkName says what it could not look up, the host or the proxy, and what next', async () => {
  const host = await checkName(url('https://qp.invalid'), undefined)
  assert.deepEqual([host.status, host.detail], ['failed', 'qp.invalid could not be looked up.'])
  assert.match(host.hint ?? '', /VPN/)
  const found = await checkName(url('https://qp.invalid'), proxy('http://mia:secret@proxy.invalid:3128'))
  assert.equal(
    found.detail,
    'the proxy proxy.invalid:3128 (HTTPS_PROXY), proxy.invalid could not be looked up.',
  )
  assert.match(found.hint ?? '', /HTTPS_PROXY/)
})

test('checkName leaves the host to a proxy that is there', async () => {
  assert.deepEqual(await checkName(url('https://qp.invalid'), proxy('http://127.0.0.1:3128')), {
    status: 'passed',
    detail: 'the proxy 127.0.0.1:3128 (HTTPS_PROXY), 127.0.0.1 is an address',
  })
})
