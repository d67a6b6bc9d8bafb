import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { suite, test } from 'node:test'
import { anchorOf } from '../../script/docs.d/markdown.ts'
import { repository } from '../fixtures/built-package.ts'

// Every link of our own documents leads to a file that there is, and to a heading of it.

const files: string[] = []
for await (const file of glob('{*.md,{acceptance,docs,buildpacks,examples}/**/*.md}', { cwd: repository }))
  files.push(file)

suite('links', () => {
  for (const file of files.toSorted()) {
    test(file, async () => {
      const text = await readFile(join(repository, file), 'utf8')
      const links = [...withoutCode(text).matchAll(/\]\((?<target>[^)\s]+)\)/g)].map(
        (it) => it.groups?.['target'] ?? '',
      )
      const dead: string[] = []
      for (const link of links.filter((it) => !/^[a-z]+:/.test(it)))
        if (!(await leadsSomewhere(link, file))) dead.push(link)
      assert.deepEqual(dead, [])
    })
  }
})

test('there are documents to look at', () => {
  assert.ok(files.includes('README.md') && files.includes('docs/layout.md'), files.join(', '))
})

async function leadsSomewhere(link: string, file: string): Promise<boolean> {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? join(repository, file) : resolve(repository, dirname(file), path)
  if (!existsSync(target) || relative(repository, target).startsWith('..')) return false
  if (anchor === undefined) return true
  return headingsOf(await readFile(target, 'utf8')).some((it) => anchorOf(it) === anchor)
}

function headingsOf(text: string): string[] {
  return withoutCode(text)
    .split('\n')
    .flatMap((line) => /^#+ (?<heading>.*)$/.exec(line)?.groups?.['heading'] ?? [])
}

/** Fenced code has links and headings of its own. */
function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '')
}
