import { Transform } from 'node:stream'
import { problem } from '../domain/problem.ts'
import { formatSize } from './build-output.ts'

/** Bytes. A few of them compressed, by gzip or by git, can be more than any disk holds. */
export const mostSourceBytes = 8 * 1024 ** 3

/** Passes a source's tar on as it comes, and fails by `build_failed` where it is longer. */
export function limitSource(most: number = mostSourceBytes): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes <= most) done(null, chunk)
      else done(problem('build_failed', `The source is larger than ${formatSize(most)} when it is unpacked.`))
    },
  })
}
