export type Variables = Readonly<Record<string, string | undefined>>

const reference = /\$(?:\{([A-Z][A-Z0-9_]*)\}|([A-Z][A-Z0-9_]*))/g

/** `$APP` and `${APP}` → their values. What is no variable stays as it is. */
export function expand(text: string, variables: Variables): string {
  return text.replace(reference, (whole, braced, bare) => variables[braced ?? bare] ?? whole)
}

/** The same in a regular expression: a value stands for its own characters. `^` and `$` match at every line. */
export function expandPattern(text: string, variables: Variables): RegExp {
  const source = text.replace(reference, (whole, braced, bare) => {
    const value = variables[braced ?? bare]
    return value?.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&') ?? whole
  })
  return new RegExp(source, 'm')
}
