// Elements, and words for numbers.

const SVG = 'http://www.w3.org/2000/svg'

export const byId = (id) => document.getElementById(id)

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name)
  set(element, attributes)
  element.append(...children)
  return element
}

export function html(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  set(element, attributes)
  element.append(...children)
  return element
}

export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
}

const minus = (text) => text.replace('-', '−')
// (What rounds to zero has no sign.)
export const fixed = (value, places) => minus(value.toFixed(places).replace(/^-(?=[0.]+$)/, ''))

// Three digits or so, as one says it.
export function short(value, digits = 3) {
  if (!Number.isFinite(value)) return '∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1000) return minus(Math.round(value).toString()).replace(/\B(?=(\d{3})+$)/g, '\u202f')
  return minus(String(Number(value.toPrecision(digits))))
}

// Three digits, rounded down: what is certified stays so.
export function certified(radius) {
  if (!Number.isFinite(radius)) return 'any length'
  if (radius <= 0) return '0'
  const unit = 10 ** (2 - Math.floor(Math.log10(radius)))
  return Number.isFinite(unit) && unit > 0 ? short(Math.floor(radius * unit) / unit) : String(radius)
}

export const percent = (value) => `${value}%`
export const LETTERS = ['A', 'B', 'C']

export const plural = (count, word) => `${short(count)} ${word}${count === 1 ? '' : 's'}`

// An element's words, only where they change: what reads them aloud need not repeat them.
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words
}

// What went wrong, at the top of the page.
export function trouble(error) {
  say(byId('trouble'), `Something is wrong with the pictures: ${error.message}.`)
  byId('trouble').hidden = false
}

// Until something went right again.
export function calm() { byId('trouble').hidden = true }

export const moves = () => !matchMedia('(prefers-reduced-motion: reduce)').matches
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
