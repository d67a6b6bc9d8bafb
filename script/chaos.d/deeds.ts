import type { Deed, Draw } from './draw.ts'

/** The shell line of a deed, and what comes of it when it is left alone. */
export interface DeedPlan {
  script: string
  /** Undefined where it does not end by itself. */
  exitCode: number | undefined
  /** Sent to it, and then the end of input. */
  input: Buffer
  /** All that it writes; undefined where that is not known. */
  output: Buffer | undefined
}

/** Lines that make some megabytes: more than all windows and pipes in between hold. */
const floodLines = 900_000

const nothing = Buffer.alloc(0)

export function planDeed({ deed, number, exitCode, amount }: Draw): DeedPlan {
  const plan = (script: string, more: Partial<DeedPlan> = {}): DeedPlan => {
    return { script, exitCode: 0, input: nothing, output: nothing, ...more }
  }
  const endless = { exitCode: undefined, output: undefined }
  const plans: Record<Deed, () => DeedPlan> = {
    true: () => plan('true'),
    exit: () => plan(`exit ${exitCode}`, { exitCode }),
    copy: () => {
      const bytes = anyBytes(number, amount)
      return plan('cat', { input: bytes, output: bytes })
    },
    count: () => plan(`seq 1 ${amount}`, { output: countTo(amount) }),
    nap: () => plan(`sleep ${(exitCode / 80).toFixed(2)}; exit ${exitCode}`, { exitCode }),
    flood: () => plan(`seq 1 ${floodLines}`, { output: countTo(floodLines) }),
    ask: () => plan(`read -r it; echo "got $it"; exit ${exitCode}`, { exitCode, output: undefined }),
    // Its reader goes: 128 + SIGPIPE, as for `yes | head`.
    head: () => plan('exec seq 1 inf', { exitCode: 141, output: undefined }),
    sleep: () => plan('sleep 1000', endless),
    endless: () => plan('exec seq 1 inf', endless),
    stubborn: () => plan('trap "" TERM HUP INT; while :; do sleep 1; done', endless),
  }
  return plans[deed]()
}

function countTo(last: number): Buffer {
  return Buffer.from(Array.from({ length: last }, (_, index) => `${index + 1}\n`).join(''))
}

/** All byte values, in an order of its own for each run. */
function anyBytes(number: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; at++) bytes[at] = (at * 31 + (at >> 8) * 7 + number) & 0xff
  return bytes
}
