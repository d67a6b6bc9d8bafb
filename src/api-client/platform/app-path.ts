/** `/apps/blog/dynos/web.1`: a name that a person typed can't lead to another path. */
export function appPath(app: string, ...rest: readonly (string | number)[]): string {
  return ['', 'apps', app, ...rest].map((part) => encodeURIComponent(part)).join('/')
}
