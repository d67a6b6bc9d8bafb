import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { withControllerProblems } from '../../lib/controller-problem.ts'
import { CancelError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import type { Terminal } from '../../lib/terminal.ts'

export default class StackBuild extends QpCommand {
  static override summary = 'make the image that buildpack builds start from'
  static override description =
    'make the image that buildpack builds start from: of Debian packages, by debootstrap, as root; or --from an existing image. ' +
    "The machine's own CA certificates go into it. Does nothing where there is one that would be made the same now."
  static override examples = [
    '$ qp stack:build',
    '$ qp stack:build --from heroku/heroku:24-build --tag heroku-24',
  ]
  static override flags = {
    from: Flags.string({ description: 'take this image, pulled where it is not here', helpValue: 'IMAGE' }),
    tag: Flags.string({ description: 'name of the stack image', default: 'qp/stack:bookworm' }),
    force: Flags.boolean({ description: 'make it anew in any case' }),
  }

  async run(): Promise<object> {
    const { flags } = await this.parse(StackBuild)
    const { tag, from, force } = flags
    const { provideStackImage } = await import('../../controller/stack/provide-stack.ts')
    const { signal, release } = abortOnSignal(this.terminal)
    const { outcome: _, ...image } = await action(
      this.surroundings,
      `Making the stack image ${tag}`,
      (onProgress) => {
        const onOutput = (text: string) => onProgress({ kind: 'note', text })
        return withControllerProblems(provideStackImage({ tag, from, force, onOutput, signal }))
      },
      { done: ({ size, outcome }) => `${outcomes[outcome]}, ${formatMegabytes(size)}` },
    ).finally(release)
    this.log(image.tag)
    return image
  }
}

const outcomes = {
  made: 'done',
  current: 'it is up to date',
  taken: "it is there already, and not of qp's own make",
} as const

/** Ctrl-C stops the build, which then clears up behind itself; only after that the command ends. */
function abortOnSignal(terminal: Terminal): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const abort = () => controller.abort(new CancelError('Stopped. Nothing was left behind.'))
  const releases = (['SIGINT', 'SIGTERM'] as const).map((name) => terminal.onSignal(name, abort))
  return {
    signal: controller.signal,
    release: () => {
      for (const release of releases) release()
    },
  }
}

function formatMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
