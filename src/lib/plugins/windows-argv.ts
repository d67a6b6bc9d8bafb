export interface SpawnedArgv {
  file: string
  args: string[]
  /** The words are written for cmd.exe already. */
  verbatim: boolean
}

/**
 * How a program is started: as it is, but for a .cmd or .bat on Windows. That cmd.exe must read, twice: once itself, once where the file
 * hands its words on (%*). So every sign that means something to it is escaped twice, after the quoting that programs undo
 * (https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments).
 */
export function windowsArgv(path: string, argv: readonly string[], platform: string): SpawnedArgv {
  if (platform !== 'win32' || !/\.(cmd|bat)$/i.test(path))
    return { file: path, args: [...argv], verbatim: false }
  const words = argv.map((word) => escapeSigns(escapeSigns(quoteWord(word))))
  const line = [escapeSigns(path), ...words].join(' ')
  return { file: 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], verbatim: true }
}

/** Backslashes count only before a quote: there each is doubled, and the quote gets one more. */
function quoteWord(word: string): string {
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}

function escapeSigns(text: string): string {
  return text.replace(/([()\][%!^"`<>&|;, *?])/g, '^$1')
}
