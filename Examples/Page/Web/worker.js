import { openLibrary } from './library.js'

// The first message is the library's bytes; each later one a call, answered in turn.
let library
onmessage = async ({ data }) => {
  try {
    if (data.wasm) {
      library = openLibrary(data.wasm)
      await library
      return postMessage({ ready: true })
    }
    postMessage({ id: data.id, value: (await library)[data.name](data.values) })
  } catch (error) {
    // What traps, or has no more room, leaves the library in no state to go on.
    const broken = error instanceof WebAssembly.RuntimeError || error instanceof RangeError
    postMessage({ id: data.id, reason: error.message, broken })
  }
}
