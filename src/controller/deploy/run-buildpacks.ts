import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { problem } from '../domain/problem.ts'
import type { AttachedProcess, ContainerExit, Engine } from '../engine/engine.ts'
import { packBuilder } from './build-archives.ts'
import { resultPath } from './build-container.ts'
import { readLines } from './build-output.ts'
import { readTarEntries } from './tar-entries.ts'

/** What `buildpacks/build.sh` left for us, by file name. */
export type BuildResult = ReadonlyMap<string, string>

/**
 * Runs a prepared build container to its end: buildpacks in, `input` (config vars, then the source) to it, its lines out.
 * Attached and waited for before it starts, or a quick one's words and end are missed.
 */
export async function runBuildpacks(
  engine: Engine,
  id: string,
  { input, onOutput }: { input: AsyncIterable<Buffer>; onOutput: (line: string) => void },
): Promise<{ exit: ContainerExit; result: BuildResult }> {
  await engine.putArchive(id, '/', Readable.from([await packBuilder()]))
  const attached = await engine.attachContainer(id, { tty: false, stdin: true })
  const exit = engine.waitContainer(id)
  // It may be rejected while the output is still read, and is looked at after that.
  exit.catch(() => {})
  await engine.startContainer(id)
  await Promise.all([feed(attached, input), readOutput(attached, onOutput)])
  return { exit: await exit, result: await readResult(engine, id) }
}

/** A build that ends early stops reading; how it ended says more than the broken pipe. */
async function feed(attached: AttachedProcess, input: AsyncIterable<Buffer>): Promise<void> {
  const source = Readable.from(input, { objectMode: false })
  let sourceError: Error | undefined
  source.once('error', (error) => {
    sourceError = error
  })
  await pipeline(source, attached.stdin).catch(() => {
    if (sourceError) throw sourceError
  })
}

async function readOutput(attached: AttachedProcess, onOutput: (line: string) => void): Promise<void> {
  const streams = [attached.stdout, ...(attached.stderr ? [attached.stderr] : [])]
  await Promise.all(streams.map((stream) => readLines(stream, onOutput)))
}

/** Bytes, a header for each file among them: a buildpack writes what it likes. */
const mostResultBytes = 4 * 1024 * 1024
const headerBytes = 512

async function readResult(engine: Engine, id: string): Promise<BuildResult> {
  return readBuildResult(await engine.getArchive(id, resultPath))
}

/** Throws `build_failed` where there is more than anybody has to say of a build. */
export async function readBuildResult(tar: Readable): Promise<BuildResult> {
  const files = new Map<string, string>()
  let bytes = 0
  for await (const entry of readTarEntries(tar)) {
    bytes += headerBytes + (entry.header.size ?? 0)
    if (bytes > mostResultBytes)
      throw problem(
        'build_failed',
        'What the buildpacks say of the build, its Procfile among it, is larger than 4 MB.',
      )
    const content = await text(entry)
    if (entry.header.type === 'file') files.set(entry.header.name.split('/').at(-1) ?? '', content)
  }
  return files
}
