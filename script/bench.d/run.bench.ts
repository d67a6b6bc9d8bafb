import type { Bench } from './bench.ts'
import { withController } from './private-controller.ts'
import { measureEcho } from './sessions/echo.ts'
import { measureManySessions } from './sessions/many-sessions.ts'
import { findSessionPlace } from './sessions/place.ts'
import { measureStarts } from './sessions/prompt.ts'
import { measureStalledReader } from './sessions/stalled-reader.ts'
import { measureThroughput } from './sessions/throughput.ts'

/** What a one-off dyno's session costs beside a container that is run by hand. */
export const bench: Bench = (options) =>
  withController(options, 'hello', async (controller) => {
    const { say } = options
    const session = await findSessionPlace(controller)
    const rounds = Math.min(options.rounds, 30)
    say('starts')
    const starts = await measureStarts(session, rounds)
    say('echo')
    const echo = await measureEcho(session, rounds)
    say('throughput')
    const throughput = await measureThroughput(session, Math.max(3, Math.floor(rounds / 4)))
    say('a stalled reader')
    const stalled = await measureStalledReader(session)
    say('fifty at once')
    const many = await measureManySessions(session)
    return {
      title: 'One-off dynos',
      reference: '`docker`',
      how: `Medians of ${rounds} rounds in turns (of a quarter as many for throughput; ${rounds * 50} keys for the echo), with the same image; each pair in one run. Terminals are real ones.`,
      rows: [...starts, ...echo, ...throughput, ...stalled, ...many],
    }
  })
