import { calm, trouble } from './drawing.js'

// Asks the library, which runs in a thread of its own.

const MOST_STARTS = 2
const STOPPED = 'the library stopped (perhaps out of memory) and was started again; please repeat'
const ENDED = 'the library does not start in this browser; reload the page, or take another one'

let worker
let next = 0
// In a row, without an answer.
let starts = 0
const waiting = new Map()

const textOf = (id) => document.getElementById(id).textContent
const wasm = () => Uint8Array.from(atob(textOf('library')), (letter) => letter.charCodeAt(0))

function answered({ data }) {
  if (data.broken) return stopped()
  const asked = waiting.get(data.id)
  if (!asked) return
  waiting.delete(data.id)
  starts = 0
  if (data.reason !== undefined) return asked.reject(new Error(data.reason))
  calm()
  asked.resolve(data.value)
}

// What it knew is forgotten, and no question is answered.
function stopped() {
  worker?.terminate()
  worker = undefined
  if (starts < MOST_STARTS) start()
  for (const { reject } of waiting.values()) reject(anew())
  waiting.clear()
}

const anew = () => Object.assign(new Error(worker ? STOPPED : ENDED), { isAnew: true })

export function start() {
  starts++
  worker = new Worker(URL.createObjectURL(new Blob([textOf('worker')], { type: 'text/javascript' })))
  worker.onmessage = answered
  worker.onerror = stopped
  const bytes = wasm()
  worker.postMessage({ wasm: bytes.buffer }, [bytes.buffer])
}

export const ask = (name, values) =>
  new Promise((resolve, reject) => {
    if (!worker) return reject(anew())
    waiting.set(next, { resolve, reject })
    worker.postMessage({ id: next++, name, values })
  })

// Runs `work` for the last of many wishes: while it works, later ones replace each other.
export function latest(work) {
  let wish
  let busy = false
  return async (value) => {
    wish = { value }
    if (busy) return
    busy = true
    while (wish) {
      const { value } = wish
      wish = undefined
      await work(value).catch(trouble)
    }
    busy = false
  }
}
