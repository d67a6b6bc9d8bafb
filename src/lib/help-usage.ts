import type { Command } from '@oclif/core'

/** What is asked of a command: it may come from the manifest, or be loaded. */
type Usable = Pick<Command.Loadable | Command.Cached, 'id' | 'args' | 'strict' | 'flags'>

/**
 * A line of what is typed: what a command needs, and that there are flags, which are listed below it. In oclif's own, flags that exclude
 * each other nest in brackets, hidden ones leave gaps there.
 *
 * @example usageOf(login) // login [URL] [flags]
 */
export function usageOf({ id, args, strict, flags }: Usable): string {
  const all = Object.values(args).filter((it) => !it.hidden)
  const words = all.map((it, index) => {
    const isRest = it.multiple || (!strict && index === all.length - 1)
    const name = `${it.name.toUpperCase()}${isRest ? '...' : ''}`
    return it.required ? name : `[${name}]`
  })
  const needed = Object.values(flags).filter((it) => it.required)
  // What is another program's stands last, behind all flags.
  const ordered = strict ? [...words, ...needed.map(spellFlag), '[flags]'] : ['[flags]', ...words]
  return [id, ...ordered].join(' ')
}

/** `-a, --app APP`, `--[no-]tty` */
export function spellFlag(flag: Command.Flag.Any | Command.Flag.Cached): string {
  const char = flag.char === undefined ? '' : `-${flag.char}, `
  if (flag.type === 'boolean') return `${char}--${flag.allowNo ? '[no-]' : ''}${flag.name}`
  const value = typeof flag.helpValue === 'string' ? flag.helpValue : flag.name.toUpperCase()
  return `${char}--${flag.name} ${value}`
}
