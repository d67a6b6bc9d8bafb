import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRate } from '../../../script/bench.d/wrk.ts'

const report = `Running 3s test @ http://127.0.0.1:8080/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.20ms    1.02ms  20.52ms   92.19%
  26512 requests in 3.00s, 3.49MB read
Requests/sec:   8837.33
Transfer/sec:      1.16MB
`

test('the rate of a report without failures', () => {
  assert.equal(readRate(report), 8837.33)
})

test('a report with failures has no rate', () => {
  for (const failure of [
    '  Non-2xx or 3xx responses: 7',
    '  Socket errors: connect 0, read 1, write 0, timeout 0',
  ])
    assert.throws(
      () => readRate(report.replace('Requests/sec', `${failure}\nRequests/sec`)),
      /not all requests/,
    )
  assert.throws(() => readRate('unable to connect'), /unable to connect/)
})
