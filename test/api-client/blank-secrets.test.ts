import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankAddress, blankBody, blankHeaders } from '../../src/api-client/blank-secrets.ts'

/** Whatever holds this must not be seen. */
const s = 'S3CRET'
const pem = `-----BEGIN EC PRIVATE KEY-----\n${s}\n-----END EC PRIVATE KEY-----\n`

/** Bodies as the two APIs have them, and what of each is still seen. */
const bodies: [string, string, unknown, string[]][] = [
  [
    'config vars',
    '/apps/blog/config-vars',
    { A: s, DATABASE_URL: `postgres://u:${s}@db/x` },
    ['DATABASE_URL'],
  ],
  ['a change of them', '/apps/blog/config-vars', { id: s, message: s, A: null }, ['"A":null']],
  ['config vars of a release', '/apps/blog/releases/3/config-vars', { A: s }, ['"A"']],
  [
    "Deis's config",
    '/v2/apps/blog/config/',
    { app: 'blog', values: { A: s, N: 1 }, memory: { web: '1G' } },
    ['blog', '1G'],
  ],
  ["Deis's registry", '/v2/apps/blog/config/', { registry: { username: s, password: s } }, ['registry']],
  [
    "Deis's probes",
    '/v2/apps/blog/config/',
    {
      healthcheck: {
        web: {
          livenessProbe: { httpGet: { path: '/ok', httpHeaders: [{ name: 'Authorization', value: s }] } },
        },
      },
    },
    ['/ok'],
  ],
  ['a login of Deis', '/v2/auth/login/', { username: 'jim', password: s }, ['jim']],
  ['its token', '/v2/auth/login/', { token: s }, ['token']],
  [
    'a registration',
    '/v2/auth/register/',
    { username: 'jim', password: s, email: 'j@example.com' },
    ['j@example.com'],
  ],
  ['a change of password', '/v2/auth/passwd/', { password: s, new_password: s, username: 'jim' }, ['jim']],
  ['the same of the Platform API', '/account', { password: s, new_password: s }, ['new_password']],
  [
    'a user with a password',
    '/users',
    { email: 'a@example.com', password: s, admin: true },
    ['a@example.com', 'true'],
  ],
  [
    'a token that was made',
    '/oauth/authorizations',
    { id: 'x', access_token: { id: 'y', token: s, expires_in: 60 }, refresh_token: { token: s } },
    ['60', '"y"'],
  ],
  [
    'a client',
    '/oauth/clients',
    { id: 'x', name: 'ci', secret: s, redirect_uri: 'https://ci.example.com/cb' },
    ['ci.example.com'],
  ],
  [
    'what a client is given',
    '/oauth/tokens',
    { grant: { type: 'authorization_code', code: s }, client: { secret: s } },
    ['authorization_code'],
  ],
  [
    'a certificate',
    '/apps/blog/sni-endpoints',
    { certificate_chain: '-----BEGIN CERTIFICATE-----', private_key: pem },
    ['BEGIN CERTIFICATE'],
  ],
  ["Deis's certificate", '/v2/certs/', { name: 'www', certificate: 'MIIB', key: pem }, ['MIIB', 'www']],
  ['a key in another place', '/anything', { text: `see ${pem}`, list: [pem] }, ['text']],
  [
    'a webhook',
    '/apps/blog/webhooks',
    {
      url: `https://hooks.example.com/services/${s}`,
      secret: s,
      authorization: `Bearer ${s}`,
      include: ['api:release'],
    },
    ['hooks.example.com', 'api:release'],
  ],
  [
    'a drain',
    '/apps/blog/log-drains',
    { url: `https://u:${s}@logs.example.com/in?key=${s}`, token: `d.${s}` },
    ['logs.example.com'],
  ],
  ['a registry', '/apps/blog/registry', { registry: { host: 'r.example.com', password: s } }, ['registry']],
  [
    'a build',
    '/apps/blog/builds',
    {
      source_blob: { url: `https://store.example.com/x?X-Sig=${s}` },
      output_stream_url: `https://qp.example.com/o/${s}`,
    },
    ['store.example.com'],
  ],
  [
    'a place to upload to',
    '/apps/blog/sources',
    {
      source_blob: { get_url: `https://st.example.com/a?s=${s}`, put_url: `https://st.example.com/a?s=${s}` },
    },
    ['st.example.com'],
  ],
  [
    'a run',
    '/apps/blog/dynos',
    { command: 'bash', env: { A: s }, attach_url: `rendezvous://run.example.com:5000/${s}` },
    ['bash', 'run.example.com:5000'],
  ],
  ['a command', '/apps/blog/dynos', { command: `rake login[${s}] --key ${s}` }, ['"rake (hidden)"']],
  ['a command with a variable', '/apps/blog/dynos', { command: `KEY=${s} rake` }, ['command']],
  [
    'a probe by a command',
    '/apps/blog/process-settings',
    { liveness: { kind: 'exec', command: ['psql', '-c', s] }, exec: { command: [`curl -u ${s}`] } },
    ['psql', 'curl'],
  ],
  [
    'a Procfile',
    '/apps/blog/slugs',
    { process_types: { web: `run --key ${s}` }, procfile: { web: `run ${s}` } },
    ['run'],
  ],
  [
    'a login in an address',
    '/apps/blog/builds',
    {
      image: `https://tok:${s}@r.example.com/x`,
      text: `cloning https://tok:a/${s}@git.example.com/x, then https://u:p@${s}@git.example.com`,
      git_url: `https://tok:a/${s}@git.example.com/x`,
    },
    ['r.example.com', 'git.example.com'],
  ],
  [
    'a session of logs',
    '/apps/blog/log-sessions',
    { logplex_url: `https://logs.example.com/s?srv=1&token=${s}` },
    ['logs.example.com'],
  ],
  ['a list', '/x', [{ a: { b: [{ api_key: s, client_secret: s }] } }], ['api_key']],
]

for (const [name, path, body, seen] of bodies) {
  test(`what is secret of ${name} is not shown`, () => {
    const text = JSON.stringify(blankBody(path, body))
    assert.doesNotMatch(text, new RegExp(s), text)
    for (const part of seen) assert.ok(text.includes(part), `${part} in ${text}`)
  })
}

test('what helps is shown', () => {
  const app = {
    id: 'x',
    name: 'blog',
    git_url: 'https://qp.example.com/blog.git',
    maintenance: false,
    size: null,
  }
  assert.deepEqual(blankBody('/apps/blog', app), app)
  const refusal = { id: 'invalid_params', message: 'A is no name.' }
  assert.deepEqual(blankBody('/apps/blog/config-vars', refusal), refusal)
  const key = { id: 'mia', public_key: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:x' }
  assert.deepEqual(blankBody('/account/keys', key), key)
})

test('headers are shown where they hold no secret, others by name', () => {
  const headers = {
    authorization: `Bearer ${s}`,
    'Proxy-Authorization': s,
    cookie: s,
    'set-cookie': [s, s],
    'heroku-two-factor-code': s,
    'x-deis-builder-auth': s,
    'heroku-webhook-secret': s,
    location: `https://u:${s}@qp.example.com/x?token=${s}`,
    'content-type': 'application/json',
    gone: undefined,
  }
  const shown = blankHeaders(headers)
  assert.doesNotMatch(JSON.stringify(shown), new RegExp(s))
  assert.equal(shown['authorization'], '(hidden)')
  assert.equal(shown['content-type'], 'application/json')
  assert.equal('gone' in shown, false)
})

const addresses = {
  [`https://u:${s}@qp.example.com/apps`]: 'https://(hidden)@qp.example.com/apps',
  [`https://x/o/1?sig=${s}&limit=10`]: 'https://x/o/1?sig=(hidden)&limit=10',
  [`https://x/apps/blog/log-drains/https%3A%2F%2Fu%3A${s}%40logs`]: 'https://x/apps/blog/log-drains/(hidden)',
  [`https://x/apps/blog/log-drains/d.${s}`]: 'https://x/apps/blog/log-drains/(hidden)',
  [`https://u:a/${s}@x/apps`]: 'https://(hidden)@x/apps',
  [`https://x:5000/builds/https://u:${s}@git/x`]: 'https://x:5000/builds/https://(hidden)@git/x',
  'http://127.0.0.1:5000/collaborators/mia@example.com':
    'http://127.0.0.1:5000/collaborators/mia@example.com',
  'https://x/v2/apps/?limit=100&offset=200': 'https://x/v2/apps/?limit=100&offset=200',
}

for (const [address, expected] of Object.entries(addresses)) {
  test(`of an address is shown ${expected}`, () => assert.equal(blankAddress(address), expected))
}
