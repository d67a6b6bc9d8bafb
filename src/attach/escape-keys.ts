/** What is for qp itself and not for the remote process: Enter, `~`, and one of these, as ssh(1) has it. */
export const escapeCommands = { '.': 'leave', d: 'detach', '?': 'help' } as const
export type EscapeCommand = (typeof escapeCommands)[keyof typeof escapeCommands]

export interface EscapeKeys {
  /** Keys for the remote process, and what qp is asked to do after them. */
  read(keys: Buffer): { keys: Buffer; command: EscapeCommand | undefined }
}

const tilde = '~'.charCodeAt(0)

/**
 * Finds the escapes in what is typed, wherever it was cut into chunks. `~` counts only as the first key of a line, and is
 * held back until the next key says what it was; `~~` is one `~`.
 */
export function escapeKeys(): EscapeKeys {
  let isLineStart = true
  let isHeld = false

  const readKey = (key: number): number[] | EscapeCommand => {
    if (isHeld) {
      isHeld = false
      const command = commandOf(key)
      if (command) return command
      isLineStart = endsLine(key)
      return key === tilde ? [tilde] : [tilde, key]
    }
    isHeld = isLineStart && key === tilde
    isLineStart = endsLine(key)
    return isHeld ? [] : [key]
  }
  return {
    read(keys) {
      const through: number[] = []
      for (const key of keys) {
        const read = readKey(key)
        // What was typed behind it was meant for nobody.
        if (typeof read === 'string') return { keys: Buffer.from(through), command: read }
        through.push(...read)
      }
      return { keys: Buffer.from(through), command: undefined }
    },
  }
}

function commandOf(key: number): EscapeCommand | undefined {
  const name = String.fromCharCode(key)
  return name in escapeCommands ? escapeCommands[name as keyof typeof escapeCommands] : undefined
}

function endsLine(key: number): boolean {
  return key === 0x0d || key === 0x0a
}
