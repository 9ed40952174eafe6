import { Chart } from './chart.js'
import { ask } from './client.js'
import { byId, fixed, moves, pause, say, short, trouble } from './drawing.js'
import { Field } from './field.js'

// The first picture: gradient descent, step by step.

const RATE = 0.01
const MOST = 60

export async function train({ points, start }) {
  const field = new Field(byId('train-field'), points)
  let [places, losses, running] = [[], [], 0]
  let labels

  async function add(centroids, before) {
    const piece = await ask('piece', { centroids })
    ;[places, losses, labels] = [[...before.places, centroids], [...before.losses, piece.loss], piece.labels]
  }

  function draw() {
    const centroids = places[places.length - 1]
    const loss = losses[losses.length - 1]
    field.label(labels)
    field.placeCentroids(centroids)
    field.scaled.replaceChildren(...centroids.map((_, cluster) => field.trail(places.map((place) => place[cluster]), cluster)))
    const chart = new Chart(byId('train-losses'), { from: 0, to: MOST, low: 0, high: Math.max(...losses) * 1.08 })
    chart.horizontal(0, 'base')
    chart.curve(losses.map((loss, step) => [step, loss]), 'line')
    chart.dot(losses.length - 1, loss, 'end')
    chart.ticks([0, 20, 40, 60])
    chart.ends(short)
    byId('train-step').disabled = byId('train-run').disabled = losses.length > MOST
    say(byId('train-out'), `Step ${losses.length - 1}: the loss is ${fixed(loss, 1)}.`)
  }

  // One after the other, however fast somebody presses, and whatever became of the one before.
  let turn = Promise.resolve()
  const next = (work) => (turn = turn.catch(() => {}).then(work))

  async function step(draws) {
    if (losses.length > MOST) return false
    await add(await ask('step', { centroids: places[places.length - 1], way: 0, rate: RATE }), { places, losses })
    if (draws) draw()
    return true
  }

  async function begin() {
    await add(start, { places: [], losses: [] })
    draw()
  }

  async function run() {
    const mine = ++running
    // Aloud at the end only.
    byId('train-out').setAttribute('aria-busy', 'true')
    try {
      while (mine === running && (await next(() => step(moves())))) if (moves()) await pause(70)
      if (mine === running) draw()
    } finally {
      if (mine === running) byId('train-out').setAttribute('aria-busy', 'false')
    }
  }

  function once(work) {
    running++
    byId('train-out').setAttribute('aria-busy', 'false')
    return next(work).catch(trouble)
  }

  byId('train-step').onclick = () => once(() => step(true))
  byId('train-run').onclick = () => run().catch(trouble)
  byId('train-reset').onclick = () => once(begin)
  await begin()
}
