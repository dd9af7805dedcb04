import { setImmediate as everyoneElse } from 'node:timers/promises'
import PQueue from 'p-queue'
import { chosen, isUnchanged } from './conditional.ts'
import { judgedUntil } from './items.ts'
import { type Ask, header } from './request.ts'
import type { Body, Variant } from './resource.ts'
import type { SiteOptions } from './scenes.ts'
import { type Keeping, type Rendering, type Shelf, type Shelved, shelf } from './shelf.ts'
import { type Site, site } from './site.ts'
import type { Published, View } from './view.ts'

/** Answers from the bodies of the present state: a new shelf whenever the state or what a day means has changed. */
export type Desk = {
  site(): Site
  /** Answers with what stands at `address`, drawing it at most once per state and while there is room. `missing` words a 404 or 503. */
  answer(
    c: Ask,
    address: string,
    keeping: Keeping,
    render: (site: Site) => Rendering,
    missing: (c: Ask, why: 'empty' | null) => Response | Promise<Response>,
  ): Response | Promise<Response>
}

type Present = {
  readonly published: Published
  readonly until: number
  readonly site: Site
  readonly shelf: Shelf
}

export function desk(
  view: View,
  options: SiteOptions & { readonly common: Readonly<Record<string, string>>; readonly now: () => number },
): Desk {
  let present = presentState(view, options)
  // One page is drawn at a time, fixed ones before made-up questions, and before each everyone else has a turn: whoever
  // asks for what is there already waits for a single drawing at most.
  const drawing = new PQueue({ concurrency: 1 })
  function current(): Present {
    if (view.current() !== present.published || options.now() >= present.until) {
      present = presentState(view, options)
    }
    return present
  }
  return {
    site: () => current().site,
    answer(c, address, keeping, render, missing) {
      const give = (body: Shelved) =>
        body === null || body === 'empty' ? missing(c, body) : conditional(c, body)
      const { shelf: bodies, site: drawn } = current()
      const known = bodies.get(address)
      if (known !== undefined) return give(known)
      const draw = async () => {
        await everyoneElse()
        return withCommon(render(drawn), options.common)
      }
      const priority = keeping === 'asked' ? 0 : 1
      return bodies.make(address, keeping, () => drawing.add(draw, { priority })).then(give)
    },
  }
}

function presentState(view: View, options: SiteOptions & { readonly now: () => number }): Present {
  const published = view.current()
  const now = options.now()
  return {
    published,
    until: judgedUntil(published.bases, now),
    site: site(published, now, options),
    shelf: shelf(view.stamps, options.now),
  }
}

function withCommon(made: Rendering, common: Readonly<Record<string, string>>): Rendering {
  return made === null || made === 'empty' ? made : { ...made, headers: { ...common, ...made.headers } }
}

function conditional(c: Ask, body: Body): Response | Promise<Response> {
  const encoding = chosen(body, header(c, 'accept-encoding'))
  if (encoding === null) return sent(c, body, body.plain)
  const ready = body.ready(encoding)
  return ready === undefined
    ? body.compress(encoding).then((made) => sent(c, body, made))
    : sent(c, body, ready)
}

function sent(c: Ask, body: Body, variant: Variant): Response {
  const unchanged = isUnchanged(variant, body.modified, {
    ifNoneMatch: header(c, 'if-none-match'),
    ifModifiedSince: header(c, 'if-modified-since'),
  })
  return unchanged
    ? new Response(null, { status: 304, headers: variant.unchanged })
    : new Response(variant.bytes as Uint8Array<ArrayBuffer>, { status: 200, headers: variant.full })
}
