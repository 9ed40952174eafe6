import { Chart } from './chart.js'
import { ask, latest } from './client.js'
import { byId, fixed, say, short } from './drawing.js'
import { Field, inside } from './field.js'

// The fourth picture: gradients of relaxations beside the exact one, over the temperature.

const RATE = 0.03
const [COLDEST, HOTTEST, COUNT] = [0.03, 100, 48]
const temperatureAt = (share) => COLDEST * (HOTTEST / COLDEST) ** share
const curve = Array.from({ length: COUNT }, (_, index) => temperatureAt(index / (COUNT - 1)))

export async function relax({ points }) {
  const field = new Field(byId('relax-field'), points)
  let centroids = [[1.7, 3.7], [5.6, 4.0], [7.2, 3.6]]
  const slider = byId('temperature')

  const show = latest(async () => {
    const here = centroids
    const relaxation = Number(byId('relaxation').value)
    const temperature = temperatureAt(Number(slider.value) / 100)
    const exact = await ask('piece', { centroids: here })
    const [now, ...all] = await ask('relax', { centroids: here, relaxation, temperatures: [temperature, ...curve] })
    field.label(exact.labels)
    field.placeCentroids(here, move, () => {})
    const towards = (gradient, place) => place.map((value, axis) => value - RATE * gradient[axis])
    field.above.replaceChildren(
      ...here.flatMap((place, index) => [
        field.arrow(place, towards(now.gradient[index], place), 'relaxed'),
        field.arrow(place, towards(exact.gradient[index], place), 'exact'),
      ]))
    draw(all, now)
    say(byId('temperature-value'), short(temperature))
    slider.setAttribute('aria-valuetext', short(temperature))
    say(byId('relax-loss'), fixed(now.loss, 1))
    say(byId('relax-exact'), fixed(exact.loss, 1))
    say(
      byId('relax-out'),
      `At temperature ${short(temperature)} the relaxed gradient is ${fixed(now.angle, 1)}° off the exact one and `
        + `${short(now.length, 2)} times as long.`)
  })

  function move(cluster, where) {
    const place = inside(where(centroids[cluster]))
    centroids = centroids.map((old, index) => (index === cluster ? place : old))
    return show()
  }

  slider.oninput = () => show()
  byId('relaxation').onchange = () => show()
  await show()
}

function draw(all, now) {
  const axes = { from: COLDEST, to: HOTTEST, logarithmic: true }
  const pictures = [
    { id: 'angles', value: 'angle', least: 30, ideal: 0, words: (value) => `${short(value)}°` },
    { id: 'lengths', value: 'length', least: 2, ideal: 1, words: short },
  ]
  for (const { id, value, least, ideal, words } of pictures) {
    const high = Math.max(least, 1.08 * Math.max(...all.map((answer) => answer[value]).filter(Number.isFinite)))
    const chart = new Chart(byId(id), { ...axes, low: 0, high })
    chart.horizontal(0, 'base')
    chart.horizontal(ideal, 'ideal')
    chart.curve(all.map((answer) => [answer.temperature, answer[value]]), 'line relaxed')
    chart.vertical(now.temperature, 'border')
    chart.dot(now.temperature, now[value], 'end')
    chart.ends(words)
    chart.ticks([0.1, 1, 10, 100])
  }
}
