import { createServer, type Server, type Socket } from 'node:net'
import { UserError } from '../errors.ts'
import type { PortPair } from './port-pairs.ts'

export interface Listener {
  /** Where it listens. */
  port: number
  /** Resets its connections: what is cut off must not look like all of it. */
  close(): void
}

/** Listens on a port of this machine, for this machine alone. Its connections can be half open. Throws a UserError. */
export async function listenHere(
  { local, remote }: PortPair,
  onConnection: (connection: Socket) => void,
): Promise<Listener> {
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (connection) => {
    open.add(connection)
    // It stays: one that breaks before anybody carries it must not end the others.
    connection.on('error', () => {})
    connection.once('close', () => open.delete(connection))
    onConnection(connection)
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error) => reject(explain(error, local, remote)))
  server.listen(local, '127.0.0.1', resolve)
  await promise
  return {
    port: portOf(server),
    close() {
      server.close()
      for (const connection of open) connection.resetAndDestroy()
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a server that listens has no port')
  return address.port
}

function explain(error: NodeJS.ErrnoException, local: number, remote: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new UserError(`port ${local} of this machine is taken.`, {
      code: 'port_taken',
      hint: `\`qp ps:forward 0:${remote}\` takes one that is free, OTHER:${remote} the port OTHER.`,
    })
  }
  if (error.code === 'EACCES') {
    return new UserError(`port ${local} of this machine is not for everybody to listen on.`, {
      code: 'port_forbidden',
      hint: `\`qp ps:forward 0:${remote}\` takes one that is free.`,
    })
  }
  return new UserError(`can't listen on port ${local} of this machine: ${error.message}.`, {
    code: 'port_failed',
  })
}
