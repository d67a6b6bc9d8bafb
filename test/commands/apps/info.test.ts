import type nock from 'nock'
import AppsInfo from '../../../src/commands/apps/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator, aDyno, anApp } from '../../fixtures/resources.ts'

testRefusals(AppsInfo, 'apps:info', [
  { argv: ['a', 'b'], stderr: 'Error: Unexpected argument: b\nAdd --help to see what it takes.\n' },
])

function stub(api: nock.Scope): void {
  api.get('/apps/blog').reply(200, anApp({ slug_size: 349_175_808 }))
  api.get('/apps/blog/dynos').reply(200, [aDyno('web.1'), aDyno('web.2'), aDyno('worker.1')])
  api
    .get('/apps/blog/collaborators')
    .reply(200, [
      aCollaborator('mia@example.com', 'owner'),
      aCollaborator('tom@example.com'),
      aCollaborator('ann@example.com'),
    ])
}

testAnswers(AppsInfo, 'apps:info', [
  {
    argv: ['-a', 'blog'],
    stub,
    stdout: `=== blog

Auto Cert Mgmt: false
Collaborators:  ann@example.com
                tom@example.com
Dynos:          web: 2
                worker: 1
Git URL:        http://qp.test/blog.git
Owner:          mia@example.com
Region:         local
Slug Size:      333 MB
Stack:          bookworm
Web URL:        http://blog.localhost:8080/
`,
  },
  {
    name: 'prints what a shell reads',
    argv: ['blog', '-s'],
    stub,
    stdout: `auto_cert_mgmt=false
collaborators=ann@example.com,tom@example.com
git_url=http://qp.test/blog.git
web_url=http://blog.localhost:8080/
repo_size=
slug_size=349175808
owner=mia@example.com
region=local
dynos='web=2 worker=1'
stack=bookworm
`,
  },
  {
    argv: ['blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog').reply(404, { id: 'not_found', message: 'no such app: blog.' })
      api.get('/apps/blog/dynos').optionally().reply(404, { id: 'not_found', message: 'no such app: blog.' })
      api
        .get('/apps/blog/collaborators')
        .optionally()
        .reply(404, { id: 'not_found', message: 'no such app: blog.' })
    },
    stdout:
      '{\n  "error": {\n    "code": "not_found",\n    "message": "no such app: blog.",\n    "status": 404\n  }\n}\n',
    exitCode: 1,
  },
])
