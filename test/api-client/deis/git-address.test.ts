import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gitAddress, hostOf, webAddress } from '../../../src/api-client/deis/git-address.ts'

const cases = [
  {
    url: 'https://deis.example.com',
    git: 'ssh://git@deis-builder.example.com:2222/demo.git',
    gitOfV1: 'ssh://git@deis.example.com:2222/demo.git',
    web: 'https://demo.example.com/',
  },
  {
    url: 'http://deis.10.0.0.5.nip.io:8080',
    git: 'ssh://git@deis-builder.10.0.0.5.nip.io:2222/demo.git',
    gitOfV1: 'ssh://git@deis.10.0.0.5.nip.io:2222/demo.git',
    web: 'http://demo.10.0.0.5.nip.io:8080/',
  },
  {
    url: 'http://localhost:8000',
    git: 'ssh://git@localhost-builder:2222/demo.git',
    gitOfV1: 'ssh://git@localhost:2222/demo.git',
    web: 'http://demo:8000/',
  },
]
for (const { url, git, gitOfV1, web } of cases)
  test(`an app at ${url} is pushed to ${git}, and answers at ${web}`, () => {
    assert.equal(gitAddress(url, 'demo', 'v2'), git)
    assert.equal(gitAddress(url, 'demo', 'v1'), gitOfV1)
    assert.equal(webAddress(url, 'demo'), web)
  })

test('a whole hostname is one', () => {
  assert.equal(hostOf('https://deis.example.com', 'www.example.org'), 'www.example.org')
  assert.equal(hostOf('https://deis.example.com', 'demo'), 'demo.example.com')
})
