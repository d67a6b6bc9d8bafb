import { der } from './der.ts'

/** Who a certificate is for: attributes in order, as `/C=DE/O=Example/CN=www.example.com` has them. */
export type Subject = readonly (readonly [attribute: string, value: string])[]

/** RFC 4519's attribute types that stand in subjects, and emailAddress of PKCS#9. */
const attributes: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  street: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  emailAddress: '1.2.840.113549.1.9.1',
}

/** openssl's spelling of a subject; a `/` in a value stands behind a backslash. Undefined where it is none. */
export function parseSubject(text: string): Subject | undefined {
  if (!text.startsWith('/')) return undefined
  const parts = text.slice(1).match(/(?:\\.|[^/\\])+/g) ?? []
  const pairs = parts.map((part) => {
    const [name = '', ...value] = part.split('=')
    return [name, value.join('=').replace(/\\(.)/g, '$1')] as const
  })
  const isSubject = pairs.length > 0 && pairs.every(([name, value]) => attributes[name] && value !== '')
  return isSubject ? pairs : undefined
}

export function encodeSubject(subject: Subject): Uint8Array {
  return der.sequence(
    ...subject.map(([name, value]) => {
      const type = der.objectId(attributes[name] ?? name)
      // RFC 5280 appendix A: a country is a PrintableString.
      const text = name === 'C' ? der.printableString(value) : der.utf8String(value)
      return der.set(der.sequence(type, text))
    }),
  )
}
