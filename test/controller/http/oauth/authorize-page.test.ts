import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { scopes } from '../../../../src/controller/domain/token-scope.ts'
import {
  contentSecurityPolicy,
  renderAuthorizePage,
  renderRefusalPage,
} from '../../../../src/controller/http/oauth/authorize-page.ts'

const evil = `"'><script>alert(1)</script>&`

const page = renderAuthorizePage({
  client: { name: evil, redirectUri: 'https://dash.example.com:8443/callback' },
  owner: evil,
  scope: scopes,
  hidden: [['state', evil]],
  email: evil,
  refusal: evil,
})

test('what others wrote stays text', () => {
  for (const html of [page, renderRefusalPage(evil)]) {
    assert.doesNotMatch(html, /<script/)
    assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;&amp;/)
  }
  assert.equal(page.match(/="&quot;&#39;&gt;/g)?.length, 2)
})

test('each scope is said in words', () => {
  for (const scope of scopes) assert.match(page, new RegExp(`<li>\\w.{20,} <small>\\(${scope}\\)</small>`))
  assert.match(page, /<strong>dash\.example\.com:8443<\/strong>/)
})

test('the policy lets through the page’s own style, and a form to here and to the client', () => {
  const policy = contentSecurityPolicy('https://dash.example.com:8443/callback')
  const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  assert.equal(
    policy,
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' https://dash.example.com:8443; base-uri 'none'; frame-ancestors 'none'`,
  )
  assert.doesNotMatch(page, / style=| on\w+=/)
  assert.match(contentSecurityPolicy('http://[::1]:5000/'), /form-action 'self' http:;/)
  assert.match(contentSecurityPolicy(), /form-action 'none'/)
})
