import { publicFeedSink } from '../../../src/sinks/public-feed/sink.ts'
import { sinkContract } from '../../contracts/sink.ts'
import { KNOWLEDGE_BASE, NOW } from '../../plan/examples.ts'
import { memoryOf } from './entries.ts'

sinkContract('public-feed', async () => {
  const memory = memoryOf()
  return {
    fresh: () => publicFeedSink(KNOWLEDGE_BASE, { alarms: ['1d', '3h'] }, memory, () => NOW),
    close: async () => {},
  }
})
