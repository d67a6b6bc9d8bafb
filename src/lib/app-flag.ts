import { Args, Flags } from '@oclif/core'

// Flags that many commands share, to be spread: `static flags = { ...appFlag }`. Heroku's names and letters.

const controller = { description: 'name of the controller to talk to', helpGroup: 'GLOBAL' }

export const controllerFlag = { controller: Flags.string({ char: 'c', ...controller }) }

/** For commands where Heroku uses `-c` for something else. */
export const controllerLongFlag = { controller: Flags.string(controller) }

export const appOnlyFlag = {
  app: Flags.string({ char: 'a', description: 'app to run the command on' }),
  remote: Flags.string({ char: 'r', description: 'git remote of the app to run the command on' }),
}

export const appFlag = { ...appOnlyFlag, ...controllerFlag }

/** `-j` beside oclif's own `--json`, as on Heroku. */
export const jsonFlag = {
  json: Flags.boolean({ char: 'j', description: 'answer in JSON', helpGroup: 'GLOBAL' }),
}

// oclif would read a missing argument from stdin, and so eat what is piped to `qp run`: every argument says ignoreStdin.

export const optionalArgument = (description: string) => Args.string({ description, ignoreStdin: true })

export const requiredArgument = (description: string) =>
  Args.string({ description, ignoreStdin: true, required: true })

/** All that follows, as a list; undefined where nothing does. */
export const restArgument = (description: string) =>
  Args.string({ description, ignoreStdin: true, multiple: true })

export const requiredRestArgument = (description: string) =>
  Args.string({ description, ignoreStdin: true, multiple: true, required: true })
