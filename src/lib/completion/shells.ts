import { UsageError } from '../errors.ts'
import { bashScript } from './bash.ts'
import { fishScript } from './fish.ts'
import { powershellScript } from './powershell.ts'
import { zshScript } from './zsh.ts'

export interface Shell {
  /** What it is called for people. */
  title: string
  /** Read by the shell once at its start. It asks `qp autocomplete:options` at each key, so it never has to be renewed. */
  script: string
  /** What sets it up, to be typed once in that shell. */
  setup: string
  /** The file of the home folder that then says `mark`. */
  startFile: string
  mark: string
}

const shells: Readonly<Record<string, Shell>> = {
  bash: {
    title: 'bash',
    script: bashScript,
    setup: "qp autocomplete:script bash > ~/.qp.bash && echo '. ~/.qp.bash' >> ~/.bashrc",
    startFile: '.bashrc',
    mark: '.qp.bash',
  },
  zsh: {
    title: 'zsh',
    script: zshScript,
    setup: "qp autocomplete:script zsh > ~/.qp.zsh && echo '. ~/.qp.zsh' >> ~/.zshrc",
    startFile: '.zshrc',
    mark: '.qp.zsh',
  },
  fish: {
    title: 'fish',
    script: fishScript,
    setup:
      'mkdir -p ~/.config/fish/completions; qp autocomplete:script fish > ~/.config/fish/completions/qp.fish',
    startFile: '.config/fish/completions/qp.fish',
    mark: 'autocomplete:options',
  },
  powershell: {
    title: 'PowerShell',
    script: powershellScript,
    setup: 'qp autocomplete:script powershell >> $PROFILE',
    startFile: 'Documents/PowerShell/Microsoft.PowerShell_profile.ps1',
    mark: 'autocomplete:options',
  },
}

export const shellNames: readonly string[] = Object.keys(shells)

/** By its name, or the one that $SHELL names; on Windows, which has no such variable, PowerShell. Throws (exit 2) for any other. */
export function getShell(
  name: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): Shell & { name: string } {
  const asked = name ?? env['SHELL']?.replace(/^.*[/\\]/, '') ?? (platform === 'win32' ? 'powershell' : '')
  const alias = asked === 'pwsh' ? 'powershell' : asked
  const shell = Object.hasOwn(shells, alias) ? shells[alias] : undefined
  if (shell) return { ...shell, name: alias }
  const said = asked === '' ? 'which shell is it?' : `there is no completion for ${asked}.`
  throw new UsageError(`${said} Write it like \`qp autocomplete bash\`: ${shellNames.join(', ')}.`)
}
