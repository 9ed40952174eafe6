import { trouble } from './drawing.js'

// Asks the library, which runs in a thread of its own.

let worker
let next = 0
const waiting = new Map()

const textOf = (id) => document.getElementById(id).textContent
const wasm = () => Uint8Array.from(atob(textOf('library')), (letter) => letter.charCodeAt(0))

function answered({ data }) {
  if (data.ready) return
  const { resolve, reject } = waiting.get(data.id) ?? { reject: console.error }
  waiting.delete(data.id)
  if (data.reason === undefined) return resolve(data.value)
  if (!data.broken) return reject(new Error(data.reason))
  reject(Object.assign(new Error(`the library has stopped (${data.reason}), and begins anew`), { isAnew: true }))
  restart()
}

function restart() {
  worker.terminate()
  for (const { reject } of waiting.values()) reject(new Error('the library has begun anew'))
  waiting.clear()
  start()
}

export function start() {
  worker = new Worker(URL.createObjectURL(new Blob([textOf('worker')], { type: 'text/javascript' })))
  worker.onmessage = answered
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message))
    waiting.clear()
  }
  const bytes = wasm()
  worker.postMessage({ wasm: bytes.buffer }, [bytes.buffer])
}

export const ask = (name, values) =>
  new Promise((resolve, reject) => {
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
