import { Flags } from '@oclif/core'
import { controllerFlag, optionalArgument } from '../lib/app-flag.ts'
import { commandWords, markCommandWords } from '../lib/command-words.ts'
import { QpCommand } from '../lib/qp-command.ts'

export default class ProxyCommand extends QpCommand {
  static override description = `let the heroku program work with a controller that is not on this machine

It accepts no other host than this machine, so this forwards from here. Without words it says what to set for it, and runs until
Ctrl-C; with some it runs them with all of that set, and ends as they do. Only who has the key that it says gets through: it
stands for your login, while this runs.`
  static override examples = ['$ qp proxy heroku config -a blog', '$ qp proxy --port 5999 -c staging']
  static override args = { words: optionalArgument('heroku and its own words') }
  static override strict = false
  /** Its answer is for a shell, or is that of what it runs. */
  static override enableJsonFlag = false
  static override flags = {
    ...controllerFlag,
    port: Flags.integer({ char: 'p', description: 'port here; 0 is any that is free', min: 0, max: 65_535 }),
  }

  async run(): Promise<object> {
    const { flags } = await this.parse(ProxyCommand, markCommandWords(this.argv, ProxyCommand.flags))
    const words = commandWords(this.argv, ProxyCommand.flags)
    const { serveProxy } = await import('../lib/proxy/serve-proxy.ts')
    const { surroundings } = this
    return serveProxy({ surroundings, words, say: (text) => this.say(text), ...flags })
  }
}
