import type { Drain } from '../domain/drain.ts'
import { parseDrainUrl } from '../domain/drain.ts'
import type { LogLine } from '../domain/log-line.ts'
import { keepJson, readKeptJson } from '../logs/kept-json.ts'
import { parseRecord, renderRecord } from '../logs/log-record.ts'
import type { ReceiverNetwork } from '../receivers/receiver-network.ts'
import { DrainSender } from './drain-sender.ts'
import type { DrainTransport } from './drain-transport.ts'
import { logplexPosts } from './logplex-posts.ts'
import { syslogConnection } from './syslog-connection.ts'
import { syslogDatagrams } from './syslog-datagrams.ts'

/** What sends the lines of apps' logs to their drains. */
export interface LogDrains {
  /** Begins with the next line. */
  add(drain: Drain): void
  /** What waits is not sent any more. */
  remove(drain: Drain): void
  removeOfApp(appId: string): void
  /** Returns at once. A text is one line, and none too long. */
  push(appId: string, line: LogLine): void
  /** Sends what it can within `seconds`; the next controller goes on with the rest. */
  close(seconds?: number): Promise<void>
}

export interface LogDrainsOptions {
  drains: readonly Drain[]
  network: ReceiverNetwork
  /** Into the app's log and to nobody else. */
  append(appId: string, line: LogLine): void
  /** Where lines are kept from one controller to the next. */
  keptPath: string
  now: () => Date
  newId: () => string
  retryDelay?: number
}

const closeSeconds = 5

/** Goes on with what an earlier controller could not send. */
export async function openLogDrains(options: LogDrainsOptions): Promise<LogDrains> {
  const kept = (await readKeptJson(options.keptPath)) ?? {}
  // At once: were this one killed, the next would send them again.
  await keepJson(options.keptPath, {})
  const apps = new Map<string, Map<string, DrainSender>>()
  const sendersOf = (appId: string) => apps.get(appId) ?? new Map<string, DrainSender>()
  const add = (drain: Drain, lines: readonly LogLine[] = []) => {
    apps.set(drain.appId, sendersOf(drain.appId).set(drain.id, createSender(options, drain, lines)))
  }
  for (const drain of options.drains) add(drain, readLines(kept, drain.id))
  return {
    add,
    remove({ appId, id }) {
      dismiss(sendersOf(appId).get(id))
      sendersOf(appId).delete(id)
    },
    removeOfApp(appId) {
      for (const sender of sendersOf(appId).values()) dismiss(sender)
      apps.delete(appId)
    },
    push(appId, line) {
      for (const sender of sendersOf(appId).values()) sender.push(line)
    },
    async close(seconds = closeSeconds) {
      const left = await closeAll(
        [...apps.values()].flatMap((it) => [...it]),
        seconds,
      )
      apps.clear()
      if (Object.keys(left).length > 0) await keepJson(options.keptPath, left)
    },
  }
}

function dismiss(sender: DrainSender | undefined): void {
  void sender?.close(AbortSignal.abort())
}

/** What could not be sent in time, by drain. */
async function closeAll(
  senders: readonly (readonly [id: string, sender: DrainSender])[],
  seconds: number,
): Promise<Record<string, string[]>> {
  const deadline = AbortSignal.timeout(seconds * 1000)
  const left = await Promise.all(
    senders.map(async ([id, sender]) => [id, (await sender.close(deadline)).map(renderRecord)] as const),
  )
  return Object.fromEntries(left.filter(([, records]) => records.length > 0))
}

function createSender(options: LogDrainsOptions, drain: Drain, kept: readonly LogLine[]): DrainSender {
  const { append, now, newId, retryDelay } = options
  const tell = (line: LogLine) => append(drain.appId, line)
  return new DrainSender(
    {
      transport: openTransport(drain, options.network),
      tell: {
        note: (text) => tell({ at: now(), source: 'qp', dyno: 'logs', text: `Drain ${drain.token} ${text}` }),
        loss: (line) => tell({ ...line, text: `${line.text} Drain: ${drain.token}` }),
      },
      now,
      newId,
      ...(retryDelay === undefined ? {} : { retryDelay }),
    },
    kept,
  )
}

function openTransport(drain: Drain, network: ReceiverNetwork): DrainTransport {
  const target = parseDrainUrl(drain.url)
  if (target.kind === 'http') return logplexPosts(drain, network)
  if (target.kind === 'udp') return syslogDatagrams(drain, target, network)
  return syslogConnection(drain, target, network)
}

function readLines(kept: unknown, id: string): LogLine[] {
  const records = (kept as Record<string, unknown>)[id]
  if (!Array.isArray(records)) return []
  return records.flatMap((it) => parseRecord(String(it).replace(/\n$/, '')) ?? [])
}
