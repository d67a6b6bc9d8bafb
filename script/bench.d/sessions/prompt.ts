import type { BenchRow } from '../bench.ts'
import { measureInTurns } from '../in-turns.ts'
import type { SessionPlace } from './place.ts'
import { openTerminal } from './terminal.ts'

/** From the start of the program to the first byte of the shell's prompt, and of what ends at once. */
export async function measureStarts({ image, docker, qp, place, run }: SessionPlace, rounds: number) {
  const prompt = (argv: readonly string[]) => async () => {
    const begun = performance.now()
    const terminal = openTerminal(argv, place)
    await terminal.until(/bash-[\d.]+[#$] /)
    const took = performance.now() - begun
    terminal.write('exit\r')
    await terminal.ended
    return took
  }
  const once = (argv: readonly string[]) => async () => void (await run(argv))
  const shell = ['bash', '--norc']
  const terminals = await measureInTurns(
    [
      {
        name: '`docker run --rm -it IMAGE bash`: the prompt',
        once: prompt([...docker, 'run', '--rm', '-it', image, ...shell]),
      },
      { name: '`qp run bash`: the prompt', once: prompt([...qp, 'run', ...shell]) },
    ],
    { rounds },
  )
  const pipes = await measureInTurns(
    [
      { name: '`docker run --rm IMAGE true`', once: once([...docker, 'run', '--rm', image, 'true']) },
      { name: '`qp run true`', once: once([...qp, 'run', 'true']) },
    ],
    { rounds },
  )
  const goals = [undefined, { atMost: 0.7 }, undefined, undefined]
  return [...terminals, ...pipes].map(({ name, median, ratio }, index): BenchRow => {
    const goal = goals[index]
    return { name, value: median, unit: 'ms', ratio, ...(goal ? { goal } : {}) }
  })
}
