import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { callback, createOAuthServer, type OAuthServer } from '../../../fixtures/oauth.ts'

// The flow as a library speaks it that was written by others, for any server: against this one, on a real socket.

async function listen({ server }: OAuthServer) {
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const issuer = { issuer: url, token_endpoint: `${url}/oauth/token` }
  return { url, issuer, options: { [oauth.allowInsecureRequests]: true } }
}

for (const [name, authenticate] of [
  ['Authorization: Basic', oauth.ClientSecretBasic],
  ['its secret in the form', oauth.ClientSecretPost],
] as const) {
  test(`a library gets tokens with PKCE and ${name}, uses and refreshes them`, async (t) => {
    const made = await createOAuthServer(t)
    const { open, submit, users } = made
    const { url, issuer, options } = await listen(made)
    const client = { client_id: made.client.id }
    const authentication = authenticate(made.secret)
    const verifier = oauth.generateRandomCodeVerifier()
    const state = oauth.generateRandomState()
    const page = await open({
      redirect_uri: callback,
      scope: 'identity read',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const location = new URL(String((await submit(page)).headers['location']))
    const answer = oauth.validateAuthResponse(issuer, client, location, state)
    const exchanged = await oauth.authorizationCodeGrantRequest(
      issuer,
      client,
      authentication,
      answer,
      callback,
      verifier,
      options,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(issuer, client, exchanged)
    assert.deepEqual([tokens.token_type, tokens.scope], ['bearer', 'identity read'])
    const response = await oauth.refreshTokenGrantRequest(
      issuer,
      client,
      authentication,
      tokens.refresh_token ?? '',
      options,
    )
    const { access_token } = await oauth.processRefreshTokenResponse(issuer, client, response)
    const account = new URL(`${url}/account`)
    const asked = await oauth.protectedResourceRequest(access_token, 'GET', account, undefined, null, options)
    assert.equal(((await asked.json()) as { email: string }).email, users.friend.email)
  })
}

test('a library hears why it is refused', async (t) => {
  const made = await createOAuthServer(t)
  const { issuer, options } = await listen(made)
  const client = { client_id: made.client.id }
  const refresh = async (secret: string) => {
    const authentication = oauth.ClientSecretBasic(secret)
    const response = await oauth.refreshTokenGrantRequest(issuer, client, authentication, 'qp-none', options)
    return oauth.processRefreshTokenResponse(issuer, client, response)
  }
  await assert.rejects(refresh(made.secret), { error: 'invalid_grant', status: 400 })
  await assert.rejects(refresh('wrong'), { name: 'WWWAuthenticateChallengeError', status: 401 })
})
