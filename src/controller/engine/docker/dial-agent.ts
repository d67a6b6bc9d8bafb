import { Agent } from 'node:http'
import type { Duplex } from 'node:stream'
import { inspect } from 'node:util'
import { dial } from './dial.ts'
import type { DockerEndpoint } from './endpoint.ts'

/** How long a connection is kept for the next request, in ms: as Node's own agent does, and longer where one is dear. */
const idleTime = 5_000
const idleTimeOfSsh = 30_000

/** HTTP over whatever leads to the engine, so that nothing above knows of sockets, TLS or ssh. */
export class DialAgent extends Agent {
  readonly #endpoint: DockerEndpoint

  constructor(endpoint: DockerEndpoint) {
    super({ keepAlive: true, timeout: endpoint.transport === 'ssh' ? idleTimeOfSsh : idleTime })
    this.#endpoint = endpoint
  }

  override createConnection(): Duplex {
    return dial(this.#endpoint)
  }

  /**
   * docker-modem renders its options, and so this agent, for a debug line at every request, whether anybody reads it or not.
   * All its sockets with all that hangs on them took seconds with thirty of them (measured).
   */
  [inspect.custom](): string {
    return 'DialAgent'
  }
}
