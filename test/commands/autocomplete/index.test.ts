import AutocompleteShow from '../../../src/commands/autocomplete/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { stubUrl } from '../../fixtures/run-command.ts'

testRefusals(AutocompleteShow, 'autocomplete', [
  {
    argv: [],
    stderr: 'Error: which shell is it? Write it like `qp autocomplete bash`: bash, zsh, fish, powershell.\n',
  },
])

const setup = "qp autocomplete:script zsh > ~/.qp.zsh && echo '. ~/.qp.zsh' >> ~/.zshrc"

testAnswers(AutocompleteShow, 'autocomplete', [
  {
    argv: ['zsh'],
    stub: () => {},
    stdout:
      `To complete the words of qp in zsh, type this once and open another shell:\n\n  ${setup}\n\n` +
      'Then try: qp con<TAB>, qp ps:restart <TAB>, qp config:get --app <TAB>\n' +
      'What only the controller knows is there from the second <TAB> on: nothing waits for it.\n',
  },
  {
    argv: ['--json'],
    env: { SHELL: '/bin/zsh' },
    stub: () => {},
    stdout: JSON.stringify({ shell: 'zsh', setup }, null, 2) + '\n',
  },
  {
    name: 'asks for names',
    argv: ['--refresh-cache', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/users/~/apps').reply(200, [{ name: 'blog' }])
      api.get('/apps/blog/dynos').reply(200, [])
      api.get('/apps/blog/formation').reply(200, [])
      api.get('/apps/blog/config-vars').reply(200, {})
    },
    stdout: JSON.stringify({ url: stubUrl, apps: 1, app: 'blog' }, null, 2) + '\n',
    stderr: 'Asking for the names that completions show... done\n',
  },
])
