/** Debian's name for the release that the stack is. */
export const stackSuite = 'bookworm'

/**
 * Beside Debian's minimal base. Each is here because a buildpack or a shell in a one-off dyno calls for it; Heroku's stack images have
 * them too, and many more libraries.
 */
export const stackPackages: readonly string[] = [
  // To fetch and unpack a language's runtime and an app's dependencies.
  ...[
    'bzip2',
    'ca-certificates',
    'curl',
    'git',
    'openssh-client',
    'rsync',
    'unzip',
    'wget',
    'xz-utils',
    'zip',
    'zstd',
  ],
  // bin/compile scripts read package.json and the like with them.
  ...['file', 'gettext-base', 'jq', 'lsb-release', 'python-is-python3'],
  // Native extensions (node-gyp wants all of Python's library): two fifths of the image, but without them such an app can't be built at all.
  ...['autoconf', 'automake', 'g++', 'libtool', 'make', 'patch', 'pkg-config', 'python3'],
  // What they are linked with most: pg and psycopg2, cffi, OpenSSL's bindings, psych, and whatever compresses.
  ...['libffi-dev', 'libpq-dev', 'libssl-dev', 'libyaml-dev', 'zlib1g-dev'],
  // Buildpacks of Heroku's set LANG to en_US.UTF-8, and programs complain of one that is not there.
  'locales',
  // A person in `qp run bash`: look at processes, page, edit.
  ...['less', 'nano', 'procps'],
]
