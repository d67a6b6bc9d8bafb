import { posix } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { type Extract, extract, type Pack, pack } from 'tar-stream'
import { parseDockerIgnore } from '../../domain/docker-ignore.ts'
import { problem } from '../../domain/problem.ts'
import { type LabelledDockerfile, labelDockerfile } from './labelled-dockerfile.ts'

interface Labelled {
  /** The source with a Dockerfile more, which is built in the other's place. */
  context: Readable
  dockerfile: string
  /** Once the context was read as far as that: what the Dockerfile became. Undefined where it isn't in the source. */
  labelled(): LabelledDockerfile | undefined
}

/** Always the same, or else Docker's cache would not know the step behind it again. */
const ourName = '.qp.dockerfile'
const ignoreName = '.dockerignore'

/** In bytes. They are held in memory, and a few bytes of a pushed pack can be gigabytes of a file. */
const mostBytes = 1024 * 1024

/**
 * A source whose Dockerfile labels all that a build makes (labelled-dockerfile.ts). It is a file more, so that a COPY sees the source as it
 * is: Docker takes away what it builds from where .dockerignore names it, as it did with the Dockerfile (the docker program does the same with
 * a Dockerfile that is not in the source). With `text` that is built, whatever the source has at its path.
 */
export function labelContext(
  source: Readable,
  { path, text: given }: { path: string; text?: string | undefined },
  labels: Readonly<Record<string, string>>,
): Labelled {
  if (Object.keys(labels).length === 0 && given === undefined)
    return { context: source, dockerfile: path, labelled: () => undefined }
  const made = pack()
  let labelled: LabelledDockerfile | undefined
  const add = (content: string) => {
    labelled = labelDockerfile(content, labels)
    return labelled.text
  }
  rewrite(source, made, path, (found) => add(given ?? found)).catch((error: Error) => made.destroy(error))
  return { context: Readable.from(made), dockerfile: ourName, labelled: () => labelled }
}

async function rewrite(
  source: Readable,
  made: Pack,
  dockerfile: string,
  label: (content: string) => string,
): Promise<void> {
  const entries = extract()
  source.on('error', (error) => entries.destroy(error))
  source.pipe(entries)
  let found: string | undefined
  let ignored: string | undefined
  for await (const entry of entries) {
    const { header } = entry
    const name = header.name.replace(/^(\.\/)+/, '')
    if (header.type === 'file' && name === dockerfile) found = await readSmall(entry)
    else if (header.type === 'file' && name === ignoreName) ignored = await readSmall(entry)
    // A source that has one of that name by chance, or to have it built unseen.
    else if (posix.normalize(`/${name}`) === `/${ourName}`) entry.resume()
    else await pipeline(entry, made.entry(header))
  }
  const isHidden = parseDockerIgnore(ignored ?? '')
  if (found !== undefined) {
    if (!isHidden(dockerfile)) made.entry({ name: dockerfile }, found)
    made.entry({ name: ourName }, label(found))
  }
  // One that the source has stays in it, by a line longer.
  const ignores = ignored === undefined ? [ignoreName, ourName] : [ignored, ourName]
  made.entry({ name: ignoreName }, `${ignores.join('\n')}\n`)
  made.finalize()
}

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never

async function readSmall(entry: Entry): Promise<string> {
  if ((entry.header.size ?? 0) <= mostBytes) return text(entry)
  throw problem('build_failed', `${entry.header.name} is larger than 1 MB, which nobody writes by hand.`)
}
