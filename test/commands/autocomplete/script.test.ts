import AutocompleteScript from '../../../src/commands/autocomplete/script.ts'
import { fishScript } from '../../../src/lib/completion/fish.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

testRefusals(AutocompleteScript, 'autocomplete:script', [
  {
    argv: ['tcsh'],
    stderr:
      'Error: there is no completion for tcsh. Write it like `qp autocomplete bash`: bash, zsh, fish, powershell.\n',
  },
])

testAnswers(AutocompleteScript, 'autocomplete:script', [
  { argv: ['fish'], stub: () => {}, stdout: fishScript },
  {
    name: 'goes by $SHELL',
    argv: ['--json'],
    env: { SHELL: '/usr/bin/fish' },
    stub: () => {},
    stdout: JSON.stringify({ shell: 'fish', script: fishScript }, null, 2) + '\n',
  },
])
