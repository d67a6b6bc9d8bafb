import { harmless } from './harmless-text.ts'
import type { Terminal } from './terminal.ts'

/** A start that takes longer is worth a person's attention when it is over, as on Heroku; in ms. */
const longStart = 20_000

/** `Running bash on blog... up, run.1234`, for a person; a log of a script needs none of it. */
export function startStatus(
  { isTTY, isQuiet, stderr }: Terminal,
  title: string,
  { notify, now = () => performance.now() }: { notify: boolean; now?: () => number },
) {
  const begun = now()
  let isOpen = isTTY.stderr && !isQuiet
  if (isOpen) stderr.write(harmless(`${title}... `))
  return {
    /** Only the first counts. */
    end(outcome: string) {
      const bell = notify && now() - begun > longStart ? '\u0007' : ''
      if (isOpen) stderr.write(`${harmless(outcome)}${bell}\n`)
      isOpen = false
    },
  }
}
