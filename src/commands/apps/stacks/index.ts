import type { App } from '../../../api-types/app.ts'
import type { Stack } from '../../../api-types/stack.ts'
import { appFlag } from '../../../lib/app-flag.ts'
import { colours } from '../../../lib/colour.ts'
import { renderHeading } from '../../../lib/layout.ts'
import { QpCommand } from '../../../lib/qp-command.ts'

export default class AppsStacks extends QpCommand {
  static override description = 'list what an app can be built on; * is what its next build stands on'
  static override hiddenAliases = ['stack', 'stacks']
  static override examples = ['$ qp apps:stacks -a blog', '$ qp stack -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(AppsStacks)
    const { api, app: name } = await this.appContext(flags)
    const [app, stacks] = await Promise.all([api.apps.get(name), api.stacks.list()])
    const heading = renderHeading(`${name} Available Stacks`, colours(this.terminal.colour.stdout))
    this.log(`${heading}\n\n${stacks.map((it) => renderStack(it, app)).join('\n')}`)
    return { stack: app.stack, build_stack: app.build_stack, stacks }
  }
}

function renderStack({ name }: Stack, app: App): string {
  return `${app.build_stack.name === name ? '*' : ' '} ${name}`
}
