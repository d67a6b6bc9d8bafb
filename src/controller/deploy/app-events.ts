import type { FastifyBaseLogger } from 'fastify'
import type { AppEvent } from '../domain/app-event.ts'

/** Where it is told what happens to apps, by who did it, once it is done. */
export interface AppEvents {
  /** Returns at once; whoever listens hears of events in the order in which they were told, and can't fail what is told of. */
  tell(event: AppEvent): void
  /**
   * For what can't be looked at any more once it is done, such as the end of an app: resolves once the listener has seen how it is
   * now. What it returns tells of the event.
   */
  foresee(event: AppEvent): Promise<() => void>
  /** There is one. What was told before is heard by nobody. */
  listen(listener: EventListener): void
  /** Resolves when all that was told has been heard. */
  settled(): Promise<void>
}

/** Looks at what the event is about, and returns what to do once it has happened. */
export type EventListener = (event: AppEvent) => Promise<() => Promise<void>>

export function createAppEvents(log: Pick<FastifyBaseLogger, 'error'>): AppEvents {
  let hear: EventListener = async () => async () => {}
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work).catch((err) => log.error({ err }, 'webhooks were not told of an event'))
  }
  return {
    tell: (event) => inTurn(async () => (await hear(event))()),
    async foresee(event) {
      const seen = await hear(event).catch((err) => {
        log.error({ err }, 'webhooks were not told of an event')
        return async () => {}
      })
      return () => inTurn(seen)
    },
    listen(listener) {
      hear = listener
    },
    async settled() {
      await turn
    },
  }
}
