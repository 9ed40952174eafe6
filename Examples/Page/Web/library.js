// The Swift library in the worker: each function writes its numbers, calls, and names what comes back (Exports/*.swift).

export async function openLibrary(bytes) {
  const module = await WebAssembly.compile(bytes)
  let memory
  // There is no system here: a clock, keys for hashes (which no result depends on), and silence.
  const system = {
    clock_time_get: (_id, _precision, place) => {
      new DataView(memory.buffer).setBigUint64(place, BigInt(Math.round(performance.now() * 1e6)), true)
      return 0
    },
    random_get: (place, count) => {
      crypto.getRandomValues(new Uint8Array(memory.buffer, place, count))
      return 0
    },
    proc_exit: () => { throw new Error('the library has ended') },
  }
  const imports = {}
  for (const { module: home, name } of WebAssembly.Module.imports(module)) {
    imports[home] ??= {}
    imports[home][name] = system[name] ?? (() => 52)
  }
  const { exports } = await WebAssembly.instantiate(module, imports)
  memory = exports.memory
  exports._initialize()

  // An address, which comes with a sign from where there is room; 0 is none.
  const room = (place) => {
    if (place === 0) throw new Error('there is not enough memory for this')
    return place >>> 0
  }
  const give = (numbers) => {
    const place = room(exports.reserve(numbers.length))
    new Float64Array(memory.buffer, place, numbers.length).set(numbers)
  }
  const text = () => new TextDecoder().decode(new Uint8Array(memory.buffer, exports.text() >>> 0, exports.textCount()))
  const numbers = () => new Float64Array(memory.buffer, exports.output() >>> 0, exports.outputCount()).slice()
  // Calls, and takes the numbers apart; an error has the library's words.
  const ask = (name, ...values) => {
    if (exports[name](...values) !== 0) throw new Error(text())
    return taker(numbers())
  }
  return functions(give, ask, text, (bytes) => {
    if (bytes.length === 0) throw new Error('there is nothing in this file')
    const place = room(exports.reserveText(bytes.length))
    new Uint8Array(memory.buffer, place, bytes.length).set(bytes)
  })
}

// Takes numbers off the front: one, a list, or pairs.
function taker(values) {
  let at = 0
  const list = (count) => [...values.subarray(at, (at += count))]
  return {
    one: () => values[at++],
    list,
    rows: (count, columns) => Array.from({ length: count }, () => list(columns)),
    array: (count) => values.slice(at, (at += count)),
    rest: () => [...values.subarray(at)],
  }
}

function functions(give, ask, text, giveText) {
  const POINTS = 27
  let columns = 0
  let rows = 0
  return {
    story() {
      const answer = ask('story')
      return { points: answer.rows(POINTS, 2), start: answer.rows(3, 2) }
    },
    piece({ centroids }) {
      give(centroids.flat())
      const [answer, k] = [ask('piece'), centroids.length]
      return {
        loss: answer.one(), radius: answer.one(), labels: answer.list(POINTS), masses: answer.list(k),
        means: answer.rows(k, 2), gradient: answer.rows(k, 2),
      }
    },
    freedom({ centroids, cluster }) {
      give(centroids.flat())
      const answer = ask('freedom', cluster)
      return { radius: answer.one(), reach: answer.list(POINTS) }
    },
    slice({ centroids, cluster, column, from, to, count }) {
      give(centroids.flat())
      const answer = ask('slice', cluster, column, from, to, count)
      return { losses: answer.list(count), frozen: answer.list(count), borders: answer.rest() }
    },
    step({ centroids, way, rate }) {
      give(centroids.flat())
      return ask('step', way, rate).rows(centroids.length, 2)
    },
    relax({ centroids, relaxation, temperatures }) {
      return temperatures.map((temperature) => {
        give(centroids.flat())
        const answer = ask('relax', relaxation, temperature)
        return {
          temperature, loss: answer.one(), angle: answer.one(), length: answer.one(), gradient: answer.rows(centroids.length, 2),
        }
      })
    },
    beginQuestion({ choosesRows }) {
      const answer = ask('beginQuestion', choosesRows ? 1 : 0)
      return { inertia: answer.one(), counts: answer.rest() }
    },
    advanceQuestion({ rule, steps }) {
      const answer = ask('advanceQuestion', rule, steps)
      return { inertia: answer.one(), counts: answer.rest() }
    },
    readTable({ bytes }) {
      giveText(new Uint8Array(bytes))
      const answer = ask('readTable')
      rows = answer.one()
      columns = answer.one()
      const hasHeading = answer.one() === 1
      const names = text().split('\n')
      return { rows, hasHeading, columns: answer.list(columns).map((number, index) => ({ name: names[index], isNumbers: number === 1 })) }
    },
    clusterTable({ chosen, k, standardizes }) {
      give(chosen)
      const answer = ask('clusterTable', k, standardizes ? 1 : 0)
      return {
        inertia: answer.one(), radius: answer.one(), isMinimum: answer.one() === 1, updates: answer.one(), run: answer.one(),
        counts: answer.list(k), centroids: answer.rows(k, chosen.length), labels: answer.array(rows),
        values: answer.array(rows * chosen.length),
      }
    },
  }
}
