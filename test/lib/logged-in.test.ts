import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderLoggedIn } from '../../src/lib/logged-in.ts'
import { anAccount } from '../fixtures/resources.ts'

const url = 'https://qp.example.com'
const login = {
  profile: { name: 'qp', url, email: 'mia@example.com', isTokenOurs: true },
  account: anAccount(),
  isGitReady: true,
  tokenPlace: { kind: 'keychain' },
  replaced: undefined,
} as const

test('a login that went as it should is one line', () => {
  assert.deepEqual(renderLoggedIn(login), [`Logged in to ${url} as mia@example.com`])
  const profile = { ...login.profile, email: 'jim', username: 'jim' }
  assert.deepEqual(renderLoggedIn({ ...login, profile }), [`Logged in to ${url} as jim`])
  const wanted = { kind: 'file', path: '/home/mia/tokens.json' } as const
  assert.equal(renderLoggedIn({ ...login, tokenPlace: wanted }).length, 1)
})

test('a login whose place it takes is named', () => {
  const replaced = { ...login.profile, name: 'bob' }
  assert.deepEqual(renderLoggedIn({ ...login, replaced }).slice(1), [
    'It takes the place of bob: there is one login for each address.',
  ])
})

test('where the token is and what git does not know is said', () => {
  const because = 'there is no keychain here'
  const tokenPlace = { kind: 'file', path: '/home/mia/tokens.json', because } as const
  assert.deepEqual(renderLoggedIn({ ...login, tokenPlace, isGitReady: false }).slice(1), [
    'The token is in /home/mia/tokens.json, readable by you alone: there is no keychain here.',
    'git could not be told of it: it will ask for a password, which is `qp auth:token`.',
  ])
})

for (const { address, dialect, isWarned } of [
  { address: 'http://127.0.0.1:5005', dialect: 'deis', isWarned: true },
  { address: 'http://[::1]:5005', dialect: 'deis', isWarned: true },
  { address: 'http://deis.example.com', dialect: 'deis', isWarned: false },
  { address: 'http://127.0.0.1:5005', dialect: 'deis-v1', isWarned: false },
  { address: 'http://127.0.0.1:5005', dialect: 'platform', isWarned: false },
] as const) {
  test(`${dialect} at ${address} is ${isWarned ? '' : 'not '}told to need a name`, () => {
    const profile = { ...login.profile, url: address, dialect }
    const said = renderLoggedIn({ ...login, profile }).join('\n')
    assert.equal(/is a number: git remotes .* Log in by that to push\.$/.test(said), isWarned)
  })
}
