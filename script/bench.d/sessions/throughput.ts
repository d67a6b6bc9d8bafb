import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { BenchRow } from '../bench.ts'
import { measureInTurns } from '../in-turns.ts'
import type { SessionPlace } from './place.ts'

const mebi = 1024 * 1024

interface Flow {
  name: string
  bytes: number
  /** Goal of the ratio. */
  atLeast: number
  /** MiB/s. */
  measure: (argv: readonly string[]) => Promise<number>
}

/** Bytes out of a container and into it, by pipes, in large writes and in small ones. */
export async function measureThroughput(session: SessionPlace, rounds: number): Promise<BenchRow[]> {
  const { image, docker, qp } = session
  const rows: BenchRow[] = []
  for (const { name, atLeast, measure } of flows(session)) {
    const subjects = [
      { name: `${name}, \`docker run -i\``, once: () => measure([...docker, 'run', '--rm', '-i', image]) },
      { name: `${name}, \`qp run\``, once: () => measure([...qp, 'run', '--']) },
    ]
    const [byDocker, byQp] = await measureInTurns(subjects, { rounds, warmUps: 1 })
    if (!byDocker || !byQp) throw new Error('nothing was measured')
    rows.push({ name: byDocker.name, value: byDocker.median, unit: 'MiB/s', ratio: 1 })
    rows.push({ name: byQp.name, value: byQp.median, unit: 'MiB/s', ratio: byQp.ratio, goal: { atLeast } })
  }
  return rows
}

function flows({ place }: SessionPlace): Flow[] {
  const out = (block: number, bytes: number) => async (argv: readonly string[]) => {
    const words = [...argv, 'dd', 'if=/dev/zero', `bs=${block}`, `count=${bytes / block}`, 'status=none']
    const child = spawn(words[0] ?? '', words.slice(1), { ...place, stdio: ['ignore', 'pipe', 'inherit'] })
    let begun = 0
    let count = 0
    child.stdout.on('data', (chunk: Buffer) => {
      begun ||= performance.now()
      count += chunk.length
    })
    await once(child.stdout, 'end')
    if (count !== bytes) throw new Error(`${count} bytes came of ${bytes}`)
    return rate(bytes, begun)
  }
  const into = (block: number, bytes: number) => async (argv: readonly string[]) => {
    const words = [...argv, 'sh', '-c', 'echo ready; wc -c']
    const child = spawn(words[0] ?? '', words.slice(1), { ...place, stdio: ['pipe', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    const begun = performance.now()
    const chunk = Buffer.alloc(block)
    for (let sent = 0; sent < bytes; sent += block)
      if (!child.stdin.write(chunk)) await once(child.stdin, 'drain')
    child.stdin.end()
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    if (Number(said.toString()) !== bytes) throw new Error(`${said} bytes arrived of ${bytes}`)
    return rate(bytes, begun)
  }
  return [
    { name: 'out, 64 KiB writes', bytes: 256 * mebi, atLeast: 0.9, measure: out(65_536, 256 * mebi) },
    { name: 'out, 1 KiB writes', bytes: 48 * mebi, atLeast: 0.8, measure: out(1024, 48 * mebi) },
    { name: 'in, 64 KiB writes', bytes: 256 * mebi, atLeast: 0.9, measure: into(65_536, 256 * mebi) },
    { name: 'in, 1 KiB writes', bytes: 48 * mebi, atLeast: 0.8, measure: into(1024, 48 * mebi) },
  ]
}

function rate(bytes: number, begun: number): number {
  return bytes / mebi / ((performance.now() - begun) / 1000)
}
