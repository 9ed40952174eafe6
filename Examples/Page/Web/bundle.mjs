// Makes one file of the page: node bundle.mjs LIBRARY.wasm IRIS.csv PAGE.html
// Modules become one script each: their imports name each other's functions, which have names of their own.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [library, iris, target] = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
const read = (name) => readFile(join(here, name), 'utf8')

// A module's text behind that of all it imports.
async function bundle(name, seen = new Set()) {
  if (seen.has(name)) return ''
  seen.add(name)
  const text = await read(name)
  let before = ''
  for (const [, other] of text.matchAll(/^import .* from '\.\/(.*)'$/gm)) before += await bundle(other, seen)
  // Names at the top of a module, but not of others, would meet: each module is a block, and what it exports stands before it.
  const exported = [...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, word]) => word)
  const body = text.replace(/^import .*\n/gm, '').replace(/^export /gm, '')
  return exported.length === 0
    ? `${before}{\n${body}}\n`
    : `${before}const { ${exported.join(', ')} } = (() => {\n${body}return { ${exported.join(', ')} }\n})()\n`
}

const script = async (name) => {
  const text = `'use strict'\n${await bundle(name)}`
  if (text.includes('</script')) throw new Error(`${name} cannot stand in a page`)
  return text
}

const wasm = await readFile(library)
const page = await script('page.js')
const style = await read('style.css')
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const parts = {
  policy: [
    "default-src 'none'", "connect-src 'none'", `script-src ${hash(page)} 'wasm-unsafe-eval' blob:`, 'worker-src blob:',
    `style-src ${hash(style)}`, "img-src data:", "base-uri 'none'", "form-action 'none'",
  ].join('; '),
  style,
  page,
  worker: await script('worker.js'),
  iris: await readFile(iris, 'utf8'),
  library: wasm.toString('base64'),
  kilobytes: String(Math.round(wasm.length / 1000)),
}
const html = (await read('index.html')).replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name])
await writeFile(target, html)
