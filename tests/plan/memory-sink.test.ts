import { sinkContract } from '../contracts/sink.ts'
import { memorySink } from './memory-sink.ts'

sinkContract('memory', async () => {
  const sink = memorySink()
  return { fresh: () => sink, close: async () => {} }
})
