import { createSocket } from 'node:dgram'
import type { LookupAddress } from 'node:dns'
import type { Drain, DrainTarget } from '../domain/drain.ts'
import { renderSyslogMessage } from '../domain/syslog-message.ts'
import type { ReceiverNetwork } from '../receivers/receiver-network.ts'
import type { DrainTransport } from './drain-transport.ts'

/** Syslog over UDP, a datagram for each line (RFC 5426). Nobody ever hears whether one arrives. */
export function syslogDatagrams(drain: Drain, target: DrainTarget, network: ReceiverNetwork): DrainTransport {
  return {
    async send(batch) {
      const { address, family } = await findAddress(target.host, network)
      const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
      const send = (text: string) =>
        new Promise<void>((resolve, reject) => {
          socket.send(text, target.port, address, (error) => (error ? reject(error) : resolve()))
        })
      try {
        for (const line of batch) await send(renderSyslogMessage(line, drain.token))
      } finally {
        socket.close()
      }
      return undefined
    },
    close() {},
  }
}

function findAddress(host: string, network: ReceiverNetwork): Promise<LookupAddress> {
  return new Promise((resolve, reject) => {
    network.lookup(host, {}, (error, address, family = 4) => {
      if (error || typeof address !== 'string') reject(error ?? new Error(`${host} has no address`))
      else resolve({ address, family })
    })
  })
}
