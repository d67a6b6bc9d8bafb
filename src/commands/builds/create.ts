import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { buildOf } from '../../lib/build-source.ts'
import { doneAt } from '../../lib/change-config-vars.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { releaseBuild } from '../../lib/release-build.ts'

export default class BuildsCreate extends QpCommand {
  static override summary = 'release an image, or build and release a source without git'
  static override description =
    "release an image that the controller's engine has or can pull (with what registry:set says), or build and release a source " +
    'without git: a tar or tar.gz from here or from somewhere, or a folder. ' +
    'For an image, --procfile or a Procfile in this folder says what its process types run.'
  static override hiddenAliases = ['pull']
  static override examples = [
    '$ qp builds:create registry.example.com/blog:7 -a blog',
    '$ qp builds:create registry.example.com/blog:7 -p "worker: ./work" -a blog',
    '$ qp builds:create --source-tar blog.tar.gz --version 1a2b3c4 -a blog',
    '$ qp builds:create --source-url https://example.com/blog.tar.gz -a blog',
    '$ qp builds:create --dir . -a blog',
  ]
  static override args = { image: optionalArgument('the image, as for docker run') }
  static override flags = {
    ...appFlag,
    procfile: Flags.string({ char: 'p', description: 'what the process types of the image run, as YAML' }),
    'source-tar': Flags.string({ description: 'a tar or tar.gz to build; - is stdin', helpValue: 'FILE' }),
    'source-url': Flags.string({
      description: 'where the controller fetches a tar or tar.gz to build',
      helpValue: 'URL',
    }),
    dir: Flags.string({
      description: 'a folder to build; in a git repository without what it ignores',
      helpValue: 'DIR',
    }),
    version: Flags.string({ description: 'what the source is called, such as its commit' }),
  }

  async run() {
    const { args, flags } = await this.parse(BuildsCreate)
    const source = buildOf({ image: args.image, ...flags })
    const { api, app } = await this.appContext(flags)
    const { build } = await action(
      this.surroundings,
      `${args.image === undefined ? 'Building' : 'Releasing'} ${source.name} on ${app}`,
      (onProgress) => releaseBuild(api, app, () => source.prepare(this.surroundings, api, app), onProgress),
      { done: doneAt },
    )
    return build
  }
}
