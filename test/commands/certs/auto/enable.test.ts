import CertsAutoEnable from '../../../../src/commands/certs/auto/enable.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { aDomain, anApp } from '../../../fixtures/resources.ts'

testRefusals(CertsAutoEnable, 'certs:auto:enable', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const enabled = anApp({ acm: true })
const starting = 'Enabling Automatic Certificate Management... starting. See status with `qp certs:auto`\n'
const failing = aDomain('www.example.com', { acm_status: 'failing', acm_status_reason: 'no answer' })

testAnswers(CertsAutoEnable, 'certs:auto:enable', [
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.post('/apps/blog/acm', {}).reply(200, enabled),
    stdout: JSON.stringify(enabled, null, 2) + '\n',
    stderr: starting,
  },
  {
    argv: ['-a', 'blog', '--wait'],
    name: 'waits, and says what failed',
    stub: (api) =>
      api.post('/apps/blog/acm').reply(200, enabled).get('/apps/blog/domains').reply(200, [failing]),
    stderr: `${starting}Waiting for the certificates of blog... failed
Error: No certificate for www.example.com: no answer.
\`qp certs:auto\` shows the others. When the cause is gone, \`qp certs:auto:refresh\` tries again at once.
`,
    exitCode: 1,
  },
])
