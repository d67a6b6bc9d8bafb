import { type Problem, problem } from '../domain/problem.ts'
import type { ContainerExit } from '../engine/engine.ts'
import type { BuildResult } from './run-buildpacks.ts'

/** Why a buildpack build gave no slug, in words for who pushed. Its output has been shown already. */
export function describeBuildFailure(exit: ContainerExit, result: BuildResult, memoryMb: number): Problem {
  const [stage = '', buildpack = '', code = ''] = (result.get('failure') ?? '').split('\n')
  const name = result.get('description')?.trim()
  const app = name === undefined ? 'the app' : `the ${name} app`
  if (exit.outOfMemory) {
    return failed(
      `The build of ${app} ran out of memory: it may use ${memoryMb} MB. Let it do less at a time.`,
    )
  }
  switch (stage) {
    case 'unpack':
      return failed(
        'The source could not be unpacked. Is there room on the disk, and a file name that is no valid one?',
      )
    case 'submodule':
      return failed(
        `The submodule ${buildpack} could not be fetched. Can builds reach the address in .gitmodules, and was its commit pushed there?`,
      )
    case 'detect':
      return failed(
        buildpack === ''
          ? nothingDetected
          : `${buildpack} says that this app is not for it: bin/detect ended with ${code}.`,
      )
    case 'fetch':
      return failed(
        `The buildpack ${buildpack} could not be fetched. Does the address (and the branch after #) exist, and can builds reach it?`,
      )
    case 'unknown':
      return failed(
        `There is no buildpack ${buildpack}. Give the URL of a git repository or of a .tgz, or a name that \`qp buildpacks:search\` lists.`,
      )
    case 'shape':
      return failed(`${buildpack} is no buildpack: it has no bin/detect and bin/compile that can be run.`)
    case 'compile':
      return failed(
        `Failed to compile ${app}: bin/compile of ${buildpack} ended with ${code}. Its output says why.`,
      )
    case 'release':
      return failed(`Failed to compile ${app}: bin/release of ${buildpack} ended with ${code}.`)
    default:
      return failed(
        `The build of ${app} ended with ${exit.code} before it was done. Push again; if it stays so, the output says where it stopped.`,
      )
  }
}

const nothingDetected =
  'No way to build this app was found: its root has no Dockerfile, no heroku.yml, no Procfile and none of the files by which an app is known ' +
  'as one of Node.js (package.json), Ruby (Gemfile), Python (requirements.txt) or another language that Heroku builds. ' +
  'Add one of them, or name a buildpack: `qp buildpacks:set https://…`. Is what you pushed the root of the app?'

function failed(message: string): Problem {
  return problem('build_failed', message)
}
