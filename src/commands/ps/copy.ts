import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, optionalArgument, requiredArgument } from '../../lib/app-flag.ts'
import { copy, describePlace } from '../../lib/copy/copy.ts'
import { parsePlaces } from '../../lib/copy/places.ts'
import { describeTally, startTally } from '../../lib/copy/tally.ts'
import { UsageError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class PsCopy extends QpCommand {
  static override description = `copy files and folders between a dyno and here

One side is in a dyno, written DYNO:PATH; a path without a slash before it begins at /app. A folder that is there takes
what is copied under its own name, DYNO:FOLDER/. is all that is in a folder, and - is a tar on stdin or stdout.`
  static override examples = [
    '$ qp ps:copy web.1:/srv/server.pl .',
    '$ qp ps:copy ./seeds web.1:/tmp/',
    '$ qp ps:copy web.1:/tmp/seeds - | tar t',
    '$ qp ps:copy /tmp/seeds/bytes -d web.1 -o saved',
  ]
  static override args = {
    source: requiredArgument('what to copy: DYNO:PATH, a path here, or -'),
    target: optionalArgument('where to: a path here, DYNO:PATH, or -; without, here under its own name'),
  }
  static override flags = {
    ...appFlag,
    dyno: Flags.string({ char: 'd', description: 'dyno of a source without one; without, web.1' }),
    output: Flags.string({ char: 'o', description: 'name of the file here; must not be there yet' }),
    'follow-link': Flags.boolean({ char: 'L', description: 'copy what a link in the dyno leads to' }),
  }

  async run() {
    const { args, flags } = await this.parse(PsCopy)
    const places = parsePlaces(args.source, args.target, flags)
    if (places.to.in === 'tar' && this.jsonEnabled())
      throw new UsageError('stdout is either a tar or JSON; leave one out.')
    const { api, app } = await this.appContext(flags)
    const { terminal, cwd } = this.surroundings
    const tally = startTally()
    const [from, to] = [describePlace(places.from, 'from'), describePlace(places.to, 'to')]
    const isFollowed = flags['follow-link']
    await action(
      this.surroundings,
      `Copying ${from} to ${to}`,
      () => copy({ api, app, places, isFollowed, terminal, cwd, tally }),
      { done: () => (tally.count === 0 ? 'done' : describeTally(tally)) },
    )
    return { app, from, to, files: tally.count, bytes: tally.bytes, skipped: tally.skipped }
  }
}
