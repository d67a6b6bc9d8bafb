import DrainsRemove from '../../../src/commands/drains/remove.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aLogDrain } from '../../fixtures/resources.ts'

testRefusals(DrainsRemove, 'drains:remove', [
  {
    argv: ['-a', 'blog'],
    stderr:
      "Error: Missing 1 required arg:\nurl  the drain's URL, token or id\nAdd --help to see what it takes.\n",
  },
])

const { url, token } = aLogDrain()

testAnswers(DrainsRemove, 'drains:remove', [
  {
    argv: [url, '-a', 'blog'],
    name: 'removes it by its URL',
    stub: (api) => api.delete(`/apps/blog/log-drains/${encodeURIComponent(url)}`).reply(200, aLogDrain()),
    stdout: `Successfully removed drain ${url}\n`,
  },
  {
    argv: [token, '-a', 'blog', '--json'],
    stub: (api) => api.delete(`/apps/blog/log-drains/${token}`).reply(200, aLogDrain()),
    stdout: JSON.stringify(aLogDrain(), null, 2) + '\n',
  },
])
