import type { Socket } from 'node:net'
import type { DynoForward } from '../../api-client/controller.ts'
import type { AppContext } from '../app-context.ts'
import { describeError } from '../exit-codes.ts'
import { harmless } from '../harmless-text.ts'
import { listenForInterruption, unlessAborted } from '../interruption.ts'
import type { Terminal } from '../terminal.ts'
import { type Listener, listenHere } from './listen.ts'
import type { PortPair } from './port-pairs.ts'

export interface ForwardOptions extends Pick<AppContext, 'api' | 'app'> {
  dyno: string
  pairs: readonly PortPair[]
  terminal: Terminal
  /** To the person, unless they want quiet. */
  say: (text: string) => void
}

/**
 * Carries what connects to the ports here to those of a dyno. Never resolves: Ctrl-C is thrown, and why it ended otherwise. A
 * connection that can't be carried costs a line on stderr and nothing else.
 */
export async function forwardPorts({ api, app, dyno, pairs, terminal, say }: ForwardOptions): Promise<never> {
  const interruption = listenForInterruption(terminal)
  const { signal } = interruption
  const listeners: Listener[] = []
  let forward: DynoForward | undefined
  try {
    const opened = await unlessAborted(signal, api.dynos.forward(app, dyno))
    forward = opened
    for (const pair of pairs) {
      const carry = (connection: Socket) =>
        opened.carry(connection, pair.remote).catch((error: unknown) => {
          connection.resetAndDestroy()
          if (!signal.aborted)
            terminal.stderr.write(harmless(`${dyno}:${pair.remote}: ${describeError(error).message}\n`))
        })
      listeners.push(await listenHere(pair, carry))
    }
    for (const [index, { remote }] of pairs.entries())
      say(`Listening on ${listeners[index]?.port} and forwarding to ${dyno}:${remote}`)
    say('Use Ctrl-C to stop.')
    throw await unlessAborted(signal, opened.ended)
  } finally {
    interruption.stop()
    for (const listener of listeners) listener.close()
    forward?.close()
  }
}
