import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'

/** TLS in front of a port of this machine, as a proxy in front of a controller has it: the program's git remotes are https alone. */
export async function openTlsFront(
  pem: { cert: string; key: string },
  to: number,
): Promise<{ port: number; close(): void }> {
  const sockets = new Set<TLSSocket>()
  const server = createServer(pem, (socket) => {
    sockets.add(socket)
    const upstream = connect(to, '127.0.0.1')
    for (const end of [socket, upstream]) end.on('error', () => {})
    socket.once('close', () => {
      sockets.delete(socket)
      upstream.destroy()
    })
    upstream.once('close', () => socket.destroy())
    socket.pipe(upstream).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
