import type { ProcessEnd } from '../../attach/frames.ts'
import type { HostedSession, SessionClient } from '../../attach/hosted-session.ts'
import { resolvesWithin } from '../../attach/resolves-within.ts'
import { closeCodes, type SessionConnection } from '../../attach/session-link.ts'

/** Somebody who is connected to a session, and may have to be shown out. */
export interface SessionGuest extends SessionClient {
  /** Asks anew, each time: what was granted once is not granted for ever. */
  isAllowed(): Promise<boolean>
}

/** Somebody who follows something that only who is allowed may see. */
export interface Onlooker {
  /** Asks anew, each time. */
  isAllowed(): Promise<boolean>
  /** `why`: fit to be told. */
  showOut(why: string): void
}

/** The sessions that this controller holds, by the id of their run. */
export interface Sessions {
  /** Keeps it until nobody waits for it any more. `onEnded` clears up behind its process, and is waited for by `close`. */
  add(runId: string, session: HostedSession, onEnded?: (end: ProcessEnd) => Promise<void>): void
  find(runId: string): HostedSession | undefined
  /** Serves a client until its connection is gone. Call it in the turn in which the socket was opened. */
  join(session: HostedSession, socket: SessionConnection, guest: SessionGuest): Promise<void>
  /** Looks after somebody who is connected otherwise, until the function that this returns is called. */
  watchOver(onlooker: Onlooker): () => void
  /** Closes the connections of those who are not allowed any more. Call it when somebody lost a right; it also runs by itself. */
  recheck(): Promise<void>
  /** Ends all of them, as the controller does before it ends itself. */
  close(): Promise<void>
}

/** In ms: a token that runs out is noticed as late as that. */
const recheckEvery = 10_000

/** In ms. */
const clearingTime = 10_000

/** How long those who are connected have to hear the end and to go, in ms. */
const goodbyeTime = 3000

const notAllowed = 'you may no longer work on this app'

const closing: Partial<ProcessEnd> = {
  reason: 'controller-gone',
  exitCode: 254,
  message: 'the controller was stopped, and the process with it',
}

export function createSessions(log: { warn(details: object, message: string): void }): Sessions {
  const sessions = new Map<string, HostedSession>()
  const clearings = new Set<Promise<void>>()
  const guests = new Map<SessionConnection, SessionGuest>()
  const stays = new Set<Promise<void>>()
  const onlookers = new Set<Onlooker>()
  const recheck = async () => {
    for (const [socket, guest] of [...guests]) {
      if (!(await guest.isAllowed())) socket.close(closeCodes.forbidden, notAllowed)
    }
    for (const onlooker of [...onlookers]) if (!(await onlooker.isAllowed())) onlooker.showOut(notAllowed)
  }
  const timer = setInterval(() => void recheck().catch(() => {}), recheckEvery)
  timer.unref()
  return {
    add(runId, session, onEnded = async () => {}) {
      sessions.set(runId, session)
      const clearing = session.ended
        .then(onEnded)
        .catch((err) => log.warn({ err, run: runId }, 'what a one-off process left could not be cleared'))
        .finally(() => clearings.delete(clearing))
      clearings.add(clearing)
      // Only then can nothing of it be taken for lost.
      void Promise.all([session.closed, clearing]).then(() => sessions.delete(runId))
    },
    find: (runId) => sessions.get(runId),
    async join(session, socket, guest) {
      guests.set(socket, guest)
      const stay = session.join(socket, guest).finally(() => {
        guests.delete(socket)
        stays.delete(stay)
      })
      stays.add(stay)
      await stay
    },
    watchOver(onlooker) {
      onlookers.add(onlooker)
      return () => void onlookers.delete(onlooker)
    },
    recheck,
    async close() {
      clearInterval(timer)
      await Promise.all([...sessions.values()].map((session) => session.stop(closing)))
      // What an engine that does not answer holds up is cleared by the next controller.
      await resolvesWithin(Promise.all(clearings), clearingTime)
      await resolvesWithin(Promise.all(stays), goodbyeTime)
      // Or the server's own end waits for one that is silent until its heartbeat fails.
      for (const socket of guests.keys()) socket.terminate()
      for (const onlooker of [...onlookers]) onlooker.showOut('the controller was stopped')
    },
  }
}
