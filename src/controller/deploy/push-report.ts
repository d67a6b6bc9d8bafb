import type { Report, RollOutStep } from '../domain/progress.ts'

const headings: Record<RollOutStep, string> = {
  start: '-----> Launching...',
  wait: '-----> Waiting until each dyno answers...',
  switch: '-----> Switching the router...',
  drain: '-----> Waiting for requests in flight...',
  stop: '-----> Stopping the old dynos...',
}

/** Progress as lines for a terminal at the other end of a push: build output as it is, a heading for each step. */
export function pushReport(say: (line: string) => void): Report {
  const begun = new Set<RollOutStep>()
  return (progress) => {
    if (progress.kind !== 'step') return say(progress.text)
    if (!begun.has(progress.step)) say(headings[progress.step])
    begun.add(progress.step)
    const isNews = progress.dyno !== null && progress.state !== 'begun' && progress.step !== 'start'
    if (isNews) say(`       ${progress.dyno} ${progress.text}`)
  }
}
