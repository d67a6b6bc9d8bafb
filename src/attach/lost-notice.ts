/** Stands at the end of an output of which the last `bytes` were lost for want of room, where nothing else can say so. */
export function lostNotice(bytes: number): string {
  return `\n[qp: ${bytes} bytes more were written and are not shown: that is all there is room for]\n`
}
