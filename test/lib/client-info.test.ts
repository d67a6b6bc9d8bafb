import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderClient, renderClientForShell } from '../../src/lib/client-info.ts'
import { anOAuthClient } from '../fixtures/resources.ts'

const terminal = { colour: { stdout: false, stderr: false } }

test('a secret is shown where there is one', () => {
  const [known, made] = [anOAuthClient(), anOAuthClient({ secret: 'qp-secret' })]
  assert.doesNotMatch(renderClient(known, terminal), /secret/)
  assert.match(renderClient(made, terminal), /^secret: +qp-secret$/m)
  assert.equal(renderClientForShell(known), 'HEROKU_OAUTH_ID=client-1')
  assert.equal(renderClientForShell(made), 'HEROKU_OAUTH_ID=client-1\nHEROKU_OAUTH_SECRET=qp-secret')
})
