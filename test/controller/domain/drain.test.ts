import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hidePassword, parseDrainUrl } from '../../../src/controller/domain/drain.ts'

const usable = {
  'syslog://logs.example.com': { kind: 'tcp', host: 'logs.example.com', port: 514 },
  'syslog://logs.example.com:1234': { kind: 'tcp', host: 'logs.example.com', port: 1234 },
  'syslog+tls://logs.example.com': { kind: 'tls', host: 'logs.example.com', port: 6514 },
  'syslog+udp://[2001:db8::1]:99': { kind: 'udp', host: '2001:db8::1', port: 99 },
  'https://user:pass@logs.example.com/in?x=1': { kind: 'http', host: 'logs.example.com', port: 443 },
  'http://127.0.0.1:8000': { kind: 'http', host: '127.0.0.1', port: 8000 },
}
for (const [url, target] of Object.entries(usable)) {
  test(`${url} is a drain`, () => assert.deepEqual(parseDrainUrl(url), target))
}

const refused: Record<string, RegExp> = {
  'logs.example.com:1234': /can't be a drain\. A drain is syslog:\/\/HOST:PORT/,
  'ftp://logs.example.com': /A drain is/,
  'syslog://': /A drain is/,
  'syslog://logs.example.com/path': /syslog takes a host and a port/,
  'syslog://logs.example.com:0': /port 0 is none/,
  'syslog://me:hunter2@logs.example.com': /^syslog:\/\/…@logs\.example\.com can't be a drain/,
  '': /A drain is/,
  'https://logs.example.com/\r\nX-Evil: 1': /A drain is/,
  ' https://logs.example.com': /A drain is/,
  'syslog://logs.exa\nmple.com': /A drain is/,
}
for (const [url, message] of Object.entries(refused)) {
  test(`${JSON.stringify(url)} is none`, () => {
    assert.throws(() => parseDrainUrl(url), { id: 'invalid_params', message })
  })
}

test('a password is not shown', () => {
  assert.equal(hidePassword('https://a:b@c.example/d@e'), 'https://…@c.example/d@e')
  assert.equal(hidePassword('https://c.example/@'), 'https://c.example/@')
})
