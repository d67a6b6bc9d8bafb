import type { Bench } from './bench.ts'
import { measureInTurns } from './in-turns.ts'
import { withController } from './private-controller.ts'

/** What a one-off dyno costs above a container that is started by hand. */
export const bench: Bench = (options) =>
  withController(options, 'hello', async ({ app, docker, qp }) => {
    const rounds = Math.min(options.rounds, 30)
    const filter = `label=qp.app-name=${app}`
    const image = (await docker('ps', '--filter', filter, '--format', '{{.Image}}')).trim()
    const byHand = async () => void (await docker('run', '--rm', image, 'true'))
    const byQp = async () => void (await qp('run', 'true'))
    const measured = await measureInTurns(
      [
        { name: '`docker run --rm IMAGE true`', once: byHand },
        { name: '`qp run true`', once: byQp },
      ],
      { rounds },
    )
    return {
      title: 'One-off dynos',
      reference: '`docker run --rm IMAGE true`',
      how: `Medians of ${rounds} rounds in turns, process start to process end, with the same image and without a terminal.`,
      rows: measured.map(({ name, median, ratio }) => ({ name, value: median, unit: 'ms', ratio })),
    }
  })
