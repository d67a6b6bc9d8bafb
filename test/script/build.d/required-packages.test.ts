import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build } from 'esbuild'
import { requiredPackages } from '../../../script/build.d/required-packages.ts'

test('a package stays where it is, and is loaded with require when it is asked for', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "export const load = () => import('@napi-rs/keyring')",
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    write: false,
    plugins: [requiredPackages(['@napi-rs/keyring'])],
  })
  const code = outputFiles[0]?.text ?? ''
  assert.match(code, /require\("@napi-rs\/keyring"\)/)
  assert.doesNotMatch(code, /import\("@napi-rs\/keyring"\)|keyring-linux/)
})
