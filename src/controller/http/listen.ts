import type { AddressInfo } from 'node:net'
import type { Address } from '../deploy/platform.ts'
import { type Problem, problem } from '../domain/problem.ts'

/** What both TLS's and SSH's servers have of `net.Server`. */
interface Listener {
  once(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
  listen(port: number, host: string, onListening: () => void): unknown
  address(): AddressInfo | string | null
}

/**
 * Resolves with the port, which the system chooses for port 0. Throws `conflict` where another program has it.
 *
 * @param flag of `qp server`, which chooses the address
 */
export function listenAt(server: Listener, address: Address, flag: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenProblem(error, address, flag) ?? error))
    server.listen(address.port, address.host, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound ? bound.port : address.port)
    })
  })
}

/** Undefined where it is no other program that has the address. */
export function listenProblem(error: unknown, { host, port }: Address, flag: string): Problem | undefined {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return undefined
  return problem(
    'conflict',
    `${host}:${port} is taken by another program. Choose another address with ${flag}.`,
  )
}
