/** debootstrap says what it does to each of two hundred packages, and dpkg says it again; what it has begun to do is enough. */
const phase = /^I: (Retrieving|Extracting|Unpacking|Configuring) /

const words: Readonly<Record<string, string>> = {
  Retrieving: 'Fetching packages',
  Extracting: 'Unpacking the base system',
  Unpacking: 'Installing packages',
  Configuring: 'Configuring packages',
}

/** Lines of a stack's build → its steps, each once. Lines that are no debootstrap's pass. */
export function tellPhases(onPhase: (text: string) => void): (line: string) => void {
  const told = new Set<string>()
  return (line) => {
    const text = words[phase.exec(line)?.[1] ?? '']
    if (text === undefined || told.has(text)) return
    told.add(text)
    onPhase(text)
  }
}
