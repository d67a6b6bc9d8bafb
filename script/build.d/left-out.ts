/** Parts of libraries that a start would pay for and that qp does not use, and what stands in their place. */
export interface LeftOut {
  /** How the path of the module ends. */
  module: string
  text: string
  replacement: string
  because: string
}

const leftOut: readonly LeftOut[] = [
  {
    module: '@oclif/core/lib/index.js',
    text: "const semver = require('semver');",
    replacement: 'return;',
    because: 'bin/run.js has seen to the version of Node; this would load the package semver to do so',
  },
  {
    module: '@oclif/core/lib/logger.js',
    text: 'require("debug")',
    replacement: 'process.env.DEBUG ? require("debug") : () => () => {}',
    because: 'nobody reads what it says without DEBUG',
  },
  {
    module: 'got/dist/source/core/diagnostics-channel.js',
    text: 'return randomUUID();',
    replacement: 'return "";',
    because:
      'only listeners of diagnostics channels are told it, and there are none; this would load node:crypto',
  },
  {
    module: 'got/dist/source/core/options.js',
    text: 'checkServerIdentity: https.checkServerIdentity ?? checkServerIdentity,',
    replacement:
      "...(url.protocol === 'https:' ? { checkServerIdentity: https.checkServerIdentity ?? checkServerIdentity } : {}),",
    because: 'a plain connection has no certificate to check; this would load node:tls',
  },
  {
    module: 'got/dist/source/core/index.js',
    text: 'else if (body instanceof ReadableStream) {\n            if (!this._cancel',
    replacement:
      'else if (body !== undefined && body instanceof ReadableStream) {\n            if (!this._cancel',
    because: 'a request without a body has none to cancel; naming the class loads web streams',
  },
  {
    module: 'got/dist/source/core/index.js',
    text: 'if (!(options.body instanceof FormData)) {',
    replacement: "if (typeof options.body !== 'object' || !(options.body instanceof FormData)) {",
    because: 'a body of JSON is a string; naming the class loads all of undici',
  },
  {
    module: 'got/dist/source/core/utils/decompress-response.js',
    text: "...(typeof zlib.createZstdDecompress === 'function' ? ['zstd'] : [])",
    replacement: "'zstd'",
    because: 'the oldest Node that we run on has it; asking loads zlib for an answer that is not compressed',
  },
]

/** Throws where a library has changed: then somebody must look whether this still holds. */
export function leaveOut(source: string, file: string, parts: readonly LeftOut[] = leftOut): string {
  return parts
    .filter(({ module }) => file.endsWith(`/${module}`))
    .reduce((text, { module, text: part, replacement }) => {
      if (text.split(part).length !== 2) throw new Error(`${module} no longer has ${part.trim()} once`)
      return text.replace(part, () => replacement)
    }, source)
}
