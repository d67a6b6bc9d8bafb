import Server from '../../../src/commands/server/index.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'

// That it serves is test/controller/serve.test.ts's, in a process of its own.
testRefusals(Server, 'server', [
  {
    argv: ['--listen', '5005'],
    stderr: 'Error: 5005 is no address. Use HOST:PORT, such as 127.0.0.1:5005.\n',
  },
  {
    argv: ['--http', 'localhost'],
    stderr: 'Error: localhost is no address. Use HOST:PORT, such as 127.0.0.1:5005.\n',
  },
  {
    argv: ['--https', '8443'],
    stderr: 'Error: 8443 is no address. Use HOST:PORT, such as 127.0.0.1:5005.\n',
  },
  {
    argv: ['--acme-email', 'ops@example.com'],
    stderr: 'Error: Read the terms of acme-v02.api.letsencrypt.org, then add --acme-agree-terms.\n',
  },
  {
    argv: ['--builder-key', '/dev/null'],
    stderr: 'Error: /dev/null has no builder key in it, which has 32 characters at least.\n',
  },
])
