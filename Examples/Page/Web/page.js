import { ask, start } from './client.js'
import { collapse } from './collapse.js'
import { trouble } from './drawing.js'
import { piece } from './piece.js'
import { relax } from './relax.js'
import { table } from './table.js'
import { train } from './train.js'

async function begin() {
  start()
  table()
  const story = await ask('story', {})
  for (const picture of [train, piece, relax]) await picture(story)
  await collapse()
  document.documentElement.dataset.state = 'ready'
}

begin().catch(trouble)
