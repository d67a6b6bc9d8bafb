/**
 * What to tell whoever talks to a controller of another API version than is known here; undefined where the two fit, by the rule that
 * Deis's own client has: the same major, and no older minor. A controller that says none is left to its answers.
 */
export function versionWarning(url: string, known: string, said: string | undefined): string | undefined {
  if (said === undefined) return undefined
  const [knownMajor, knownMinor] = partsOf(known)
  const [major, minor] = partsOf(said)
  if (major === knownMajor && minor !== undefined && knownMinor !== undefined && minor >= knownMinor)
    return undefined
  return `${url} speaks Deis API ${said}, and qp knows ${known}: some of what you ask for may not work.`
}

function partsOf(version: string): number[] {
  return version.split('.').map(Number)
}
