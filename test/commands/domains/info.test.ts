import DomainsInfo from '../../../src/commands/domains/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(DomainsInfo, 'domains:info', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nhostname  the domain, such as www.example.com\nAdd --help to see what it takes.\n',
  },
])

const www = aDomain('www.example.com', { sni_endpoint: { id: 'certificate-www', name: 'www' } })
const path = '/apps/blog/domains/www.example.com'

testAnswers(DomainsInfo, 'domains:info', [
  {
    argv: ['www.example.com', '-a', 'blog'],
    stub: (api) => api.get(path).reply(200, www),
    stdout: `app:          blog
cname:        blog.localhost
created_at:   2026-11-22T10:00:00Z
hostname:     www.example.com
id:           domain-www.example.com
kind:         custom
sni_endpoint: www
status:       succeeded
updated_at:   2026-11-22T10:00:00Z
`,
  },
  {
    argv: ['www.example.com', '-a', 'blog', '--json'],
    stub: (api) => api.get(path).reply(200, www),
    stdout: JSON.stringify(www, null, 2) + '\n',
  },
])
