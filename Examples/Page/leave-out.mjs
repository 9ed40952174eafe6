// Leaves functions of a program out: node leave-out.mjs NAMES.txt LINKED.wasm PROGRAM.wasm
//
// The page asks for one kind of fit, and the library has many: which one is run is decided by its options, so that no linker sees what
// is never called. NAMES.txt has types that belong to the other kinds, one a line (or, behind *, how names in C end). The body of each of their functions becomes
// `unreachable`, and what only they call goes with them when wasm-opt follows. A call would end the program, never give a wrong
// number; the page's tests run all that it can ask for.
import { readFile, writeFile } from 'node:fs/promises'

const [names, source, target] = process.argv.slice(2)
const bytes = await readFile(source)

let at = 8
const number = () => {
  let [value, shift, byte] = [0, 0, 0]
  do {
    byte = bytes[at++]
    value += (byte & 127) * 2 ** shift
    shift += 7
  } while (byte > 127)
  return value
}
const encoded = (value) => {
  const result = []
  do {
    result.push((value % 128) | (value >= 128 ? 128 : 0))
    value = Math.floor(value / 128)
  } while (value > 0)
  return Uint8Array.from(result)
}
const text = () => {
  const length = number()
  return bytes.subarray(at, (at += length)).toString()
}

const sections = []
while (at < bytes.length) {
  const id = bytes[at++]
  const size = number()
  sections.push({ id, start: at, end: (at += size) })
}

function importedFunctions({ start }) {
  at = start
  let functions = 0
  for (let left = number(); left > 0; left--) {
    text()
    text()
    if (bytes[at++] !== 0) throw new Error('only functions are imported')
    number()
    functions++
  }
  return functions
}

function functionNames({ start, end }) {
  at = start
  if (text() !== 'name') return undefined
  const found = new Map()
  while (at < end) {
    const kind = bytes[at++]
    const next = number() + at
    if (kind === 1) for (let left = number(); left > 0; left--) found.set(number(), text())
    at = next
  }
  return found
}

const imports = sections.filter(({ id }) => id === 2).reduce((sum, section) => sum + importedFunctions(section), 0)
const symbols = sections.filter(({ id }) => id === 0).map(functionNames).find((found) => found)
// $e, the module, then the type: a method of it or a closure in one, generic or not. What copies and destroys values ends in WO.
const types = (await readFile(names, 'utf8')).split('\n').filter((line) => line && !line.startsWith('#'))
const pathOf = new Map(types.map((path) => [`$e${path.split('.').map((word) => word.length + word).join('')}`, path]))
const used = new Set()
// (Of a private type the file is named, too.)
const isOf = (symbol, beginning) =>
  symbol.startsWith(beginning) && /^(33_[0-9A-F]{32}LL)?[VCO]/.test(symbol.slice(beginning.length))
const isLeftOut = (symbol) => {
  if (/WO[a-z]\d*_?(Tm)?$/.test(symbol)) return false
  for (const [beginning, path] of pathOf) {
    if (path.startsWith('*') ? symbol.endsWith(path.slice(1)) : isOf(symbol, beginning)) return used.add(path)
  }
  return false
}

const code = sections.find(({ id }) => id === 10)
at = code.start
const count = number()
const bodies = [encoded(count)]
for (let index = 0; index < count; index++) {
  const size = number()
  const body = bytes.subarray(at, (at += size))
  const kept = isLeftOut(symbols.get(imports + index) ?? '') ? Uint8Array.of(0, 0x00, 0x0b) : body
  bodies.push(encoded(kept.length), kept)
}
const unknown = types.filter((path) => !used.has(path))
if (unknown.length > 0) throw new Error(`no function belongs to ${unknown.join(', ')}`)

const content = Buffer.concat(bodies)
const written = sections.map((section) =>
  section === code
    ? Buffer.concat([Uint8Array.of(10), encoded(content.length), content])
    : Buffer.concat([
      Uint8Array.of(section.id), encoded(section.end - section.start), bytes.subarray(section.start, section.end),
    ]))
await writeFile(target, Buffer.concat([bytes.subarray(0, 8), ...written]))
