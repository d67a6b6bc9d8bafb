/** Debian's name for the release that the stack is. */
export const stackSuite = 'bookworm'

/** Beside Debian's minimal base. Each is here because a buildpack or a shell in a one-off dyno calls for it. */
export const stackPackages: readonly string[] = [
  // To fetch and unpack a language's runtime and an app's dependencies.
  ...['ca-certificates', 'curl', 'git', 'openssh-client', 'unzip', 'xz-utils'],
  // bin/compile scripts read package.json and the like with it.
  'jq',
  // Native extensions (node-gyp wants all of Python's library): two fifths of the image, but without them such an app can't be built at all.
  ...['g++', 'make', 'python3'],
  // A person in `qp run bash`: look at processes, page, edit.
  ...['less', 'nano', 'procps'],
]
