import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseAddress } from '../../../../src/controller/engine/docker/endpoint-address.ts'

const tcp = { transport: 'tcp', port: null, secure: false } as const
const ssh = { transport: 'ssh', port: null, user: null, socketPath: null } as const

describe('addresses', () => {
  const cases = [
    ['unix:///run/a.sock', { transport: 'socket', path: '/run/a.sock' }],
    ['/run/a.sock', { transport: 'socket', path: '/run/a.sock' }],
    ['./a.sock', { transport: 'socket', path: './a.sock' }],
    ['npipe:////./pipe/docker_engine', { transport: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://10.0.0.5:2375', { ...tcp, host: '10.0.0.5', port: 2375 }],
    ['tcp://10.0.0.5', { ...tcp, host: '10.0.0.5' }],
    ['tcp://10.0.0.5:2376/', { ...tcp, host: '10.0.0.5', port: 2376, secure: true }],
    [' TCP://node-1.example:80', { ...tcp, host: 'node-1.example', port: 80 }],
    ['tcp://[fd00::5]:2375', { ...tcp, host: 'fd00::5', port: 2375 }],
    ['10.0.0.5:2375', { ...tcp, host: '10.0.0.5', port: 2375 }],
    ['http://10.0.0.5', { ...tcp, host: '10.0.0.5', port: 80 }],
    ['https://docker.example', { ...tcp, host: 'docker.example', port: 443, secure: true }],
    ['https://docker.example:2375', { ...tcp, host: 'docker.example', port: 2375, secure: true }],
    ['ssh://node', { ...ssh, host: 'node' }],
    ['ssh://deploy@node:2222', { ...ssh, host: 'node', port: 2222, user: 'deploy' }],
    ['ssh://node/', { ...ssh, host: 'node' }],
    ['ssh://node/run/a.sock', { ...ssh, host: 'node', socketPath: '/run/a.sock' }],
  ] as const
  for (const [address, parsed] of cases) test(address, () => assert.deepEqual(parseAddress(address), parsed))
})

test('a bare word may be the name of a context', () => {
  assert.equal(parseAddress('prod_1.eu'), undefined)
})

describe('what is no address', () => {
  const cases = [
    ['', 'it names nothing'],
    ['two words', 'it names nothing'],
    ['unix://', 'it has no path'],
    ['tcp://', 'it has no host'],
    ['ftp://node', 'ftp:// is no way to reach an engine'],
    ['tcp://node:99999', 'its host or port can not be read'],
    ['tcp://node:2375/engine', 'nothing may follow the port'],
    ['tcp://node:2375?x=y', 'nothing may follow the port'],
    ['tcp://me@node:2375', 'only ssh takes a user'],
    ['ssh://-oProxyCommand=x', 'a name can not begin with "-"'],
    ['ssh://-l@node', 'a name can not begin with "-"'],
    ['ssh://node/run/$(x)', 'its path can not be quoted'],
  ] as const
  for (const [address, why] of cases)
    test(address === '' ? 'nothing' : address, () => {
      assert.throws(() => parseAddress(address), {
        id: 'invalid_params',
        message: `${address} is no address of a Docker Engine: ${why}; give unix:///path, tcp://host:port, https://host, ssh://user@host or the name of a docker context.`,
      })
    })

  test('a password is refused and not repeated', () => {
    assert.throws(
      () => parseAddress('ssh://me:secret@node'),
      (error: Error) => /use a key/.test(error.message) && !error.message.includes('secret'),
    )
  })
})
