import { createHash } from 'node:crypto'
import type { Scope } from '../../domain/token-scope.ts'

/** What stands on the page where a user lets a client act for them. */
export interface AuthorizePage {
  client: { name: string; redirectUri: string }
  /** Who registered the client: anybody may give theirs any name. */
  owner: string
  scope: readonly Scope[]
  /** Sent along with the answer. */
  hidden: readonly (readonly [name: string, value: string])[]
  /** What was typed before, and why that was not enough. */
  email: string
  refusal: string | undefined
}

const meanings: Readonly<Record<Scope, string>> = {
  global: 'do all that you can do here: with your apps, their config vars, and your account',
  identity: 'see who you are: your email address',
  read: 'see your apps, but not their config vars',
  write: 'see and change your apps, and deploy to them, but not read their config vars',
  'read-protected': 'see your apps with their config vars, which often hold passwords',
  'write-protected': 'see and change your apps with their config vars, and run commands in them',
}

/** Pure HTML: without a script, it can't be made to do anything by itself. */
export function renderAuthorizePage(page: AuthorizePage): string {
  const { client, owner, scope, hidden, email, refusal } = page
  const name = `<strong>${escapeHtml(client.name)}</strong>`
  const host = escapeHtml(new URL(client.redirectUri).host)
  return renderDocument(
    `Let ${client.name} act for you?`,
    `<h1>${name} wants to act for you</h1>
<p>It was registered by ${escapeHtml(owner)} and gets your answer at <strong>${host}</strong>. It asks to:</p>
<ul>${scope.map((it) => `<li>${meanings[it]} <small>(${it})</small></li>`).join('')}</ul>
${refusal === undefined ? '' : `<p role="alert">${escapeHtml(refusal)}</p>\n`}<form method="post" action="authorize">
${hidden.map(([key, value]) => `<input type="hidden" name="${escapeHtml(key)}" value="${escapeHtml(value)}">`).join('\n')}
<label>Email address <input name="email" type="text" autocomplete="username" required value="${escapeHtml(email)}"></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<p><button name="answer" value="allow">Log in and allow</button>
<button name="answer" value="deny" formnovalidate>Deny</button></p>
</form>
<p><small>Your password stays here. <code>qp authorizations</code> lists what you have allowed, <code>qp authorizations:revoke</code> ends it.</small></p>`,
  )
}

/** Where nothing can be asked, and nobody can be told but who sees this. */
export function renderRefusalPage(message: string): string {
  return renderDocument('This does not work', `<h1>This does not work</h1>\n<p>${escapeHtml(message)}</p>`)
}

/**
 * The page's own style and nothing else is loaded, nobody may show it inside of theirs, and its form leads here. Browsers hold the
 * answer to a form to `form-action` too, so the client's address must be in it.
 */
export function contentSecurityPolicy(redirectUri?: string): string {
  const styleHash = createHash('sha256').update(style).digest('base64')
  const targets = redirectUri === undefined ? "'none'" : `'self' ${sourceOf(new URL(redirectUri))}`
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action ${targets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A policy has no words for an IPv6 address: then any of its scheme. */
function sourceOf({ hostname, protocol, origin }: URL): string {
  return hostname.startsWith('[') ? protocol : origin
}

const style = `body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 10vh auto; padding: 0 1rem; color: #222; background: #fff }
h1 { font-size: 1.3rem; font-weight: normal }
label { display: block; margin: 1rem 0 }
input { display: block; box-sizing: border-box; width: 100%; padding: .5rem; font: inherit }
button { padding: .5rem 1rem; font: inherit }
[role=alert] { padding: .5rem 1rem; border-left: .25rem solid #b00020; background: #fdecef }
`

function renderDocument(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (it) => entities[it] ?? it)
}
