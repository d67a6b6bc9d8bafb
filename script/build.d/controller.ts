import { cp, glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import ts from 'typescript'

/**
 * The folders of src/ that make up the controller, and the client that works without one by the same parts. They know nothing
 * of the rest of the client (the layering gate sees to that).
 */
const folders = ['controller', 'attach', 'api-types', 'words', 'x509', 'api-client/docker']

/**
 * Writes the controller as it is, file by file, as JavaScript: a file is where its source was, so that what looks for a
 * file beside itself finds it. What is no TypeScript is copied.
 */
export async function buildController({ root, to }: { root: string; to: string }): Promise<void> {
  const options = await compilerOptions(root)
  const source = path.join(root, 'src')
  for await (const entry of glob(`{${folders.join(',')}}/**`, { cwd: source, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const target = path.join(to, path.relative(source, file))
    await mkdir(path.dirname(target), { recursive: true })
    if (!file.endsWith('.ts')) await cp(file, target)
    else
      await writeFile(
        target.replace(/\.ts$/, '.js'),
        toJavaScript(await readFile(file, 'utf8'), file, options),
      )
  }
}

function toJavaScript(source: string, fileName: string, compilerOptions: ts.CompilerOptions): string {
  return ts.transpileModule(source, { fileName, compilerOptions }).outputText
}

async function compilerOptions(root: string): Promise<ts.CompilerOptions> {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  return { ...options, module: ts.ModuleKind.ESNext, noEmit: false, allowImportingTsExtensions: false }
}
