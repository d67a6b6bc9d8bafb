/** Text that is not Markdown, but for what stands in backticks: `<app>` would be a tag. */
export function escapeText(text: string): string {
  return text
    .split('`')
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll('<', '&lt;').replace(/[*_[\]]/g, (it) => `\\${it}`),
    )
    .join('`')
}

export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(
      (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`,
    )
    .join('\n')
}

/** What GitHub makes of a heading, to link to. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
