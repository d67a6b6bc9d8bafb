import type { Progress, ProgressStep } from '../api-types/progress.ts'
import { formatDuration } from './duration.ts'

/** One thing on the way, such as a dyno that starts. `line` is what to say of it now. */
export interface ProgressItem {
  key: string
  line: string
  /** Nothing more will come of it. */
  isOver: boolean
  /** Worth a line of its own where lines can't be replaced by later ones. */
  isNews: boolean
}

/**
 * Puts what a roll-out reports into words, a line per dyno: "web.1 … starting", then "web.1 up (1.2s)". Remembers when each
 * began, so make one per request.
 */
export function progressTeller(now: () => Date): (progress: Progress) => ProgressItem {
  const began = new Map<string, number>()
  return (progress) => {
    if (progress.kind !== 'step')
      return { key: '', line: progress.text.replace(/\r?\n$/, ''), isOver: true, isNews: true }
    const key = keyOf(progress)
    const time = now().getTime()
    const start = began.get(key) ?? time
    began.set(key, start)
    const item = describeStep(progress, time - start)
    return { key, ...item, isNews: item.isOver || (progress.step === 'start' && progress.state === 'begun') }
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

function describeStep(
  { step, dyno, state, text }: ProgressStep,
  milliseconds: number,
): Pick<ProgressItem, 'line' | 'isOver'> {
  const about = (said: string) => (dyno === null ? said.replace(/^… /, '') : `${dyno} ${said}`)
  // What took no time that anybody could notice is said without it.
  const elapsed = milliseconds < 50 ? '' : ` (${formatDuration(milliseconds)})`
  const { begun, done, isLast } = words[step]
  if (state === 'begun') return { line: about(begun), isOver: false }
  if (state === 'failed') return { line: about(`failed: ${text}`) + elapsed, isOver: true }
  return { line: about(done) + (isLast ? elapsed : ''), isOver: isLast }
}
