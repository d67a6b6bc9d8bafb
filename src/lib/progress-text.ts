import type { Progress, ProgressStep } from '../api-types/progress.ts'
import { formatDuration } from './duration.ts'

/** One thing on the way, such as a dyno that starts. `line` is what to say of it now; `isOver` when nothing more will come. */
export interface ProgressItem {
  key: string
  line: string
  isOver: boolean
}

/**
 * Puts what a roll-out reports into words, a line per dyno: "web.1 … starting", then "web.1 up (1.2s)". Remembers when each
 * began, so make one per request.
 */
export function progressTeller(now: () => Date): (progress: Progress) => ProgressItem {
  const began = new Map<string, number>()
  return (progress) => {
    if (progress.kind !== 'step') return { key: '', line: progress.text.replace(/\r?\n$/, ''), isOver: true }
    const key = keyOf(progress)
    const time = now().getTime()
    const start = began.get(key) ?? time
    began.set(key, start)
    return { key, ...describeStep(progress, formatDuration(time - start)) }
  }
}

/** A dyno that starts and the one of the same name that it takes over from are two things. */
function keyOf({ dyno, step }: ProgressStep): string {
  const phase = step === 'start' || step === 'wait' ? 'up' : step === 'stop' ? 'down' : step
  return `${dyno ?? ''} ${phase}`
}

const words: Record<ProgressStep['step'], { begun: string; done: string; isLast: boolean }> = {
  start: { begun: '… starting', done: '… started', isLast: false },
  wait: { begun: '… waiting until it answers', done: 'up', isLast: true },
  switch: { begun: '… switching the router', done: 'router switched', isLast: true },
  drain: { begun: '… waiting for requests in flight', done: 'requests in flight are done', isLast: true },
  stop: { begun: '… stopping', done: 'stopped', isLast: true },
}

function describeStep({ step, dyno, state, text }: ProgressStep, elapsed: string): Omit<ProgressItem, 'key'> {
  const about = (said: string) => (dyno === null ? said.replace(/^… /, '') : `${dyno} ${said}`)
  const { begun, done, isLast } = words[step]
  if (state === 'begun') return { line: about(begun), isOver: false }
  if (state === 'failed') return { line: about(`failed: ${text} (${elapsed})`), isOver: true }
  return { line: isLast ? `${about(done)} (${elapsed})` : about(done), isOver: isLast }
}
