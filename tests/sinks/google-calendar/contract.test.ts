import { sinkContract } from '../../contracts/sink.ts'
import { desk } from './desk.ts'

sinkContract('google-calendar', async () => {
  const { sink, close } = await desk()
  return { fresh: () => sink(), close }
})
