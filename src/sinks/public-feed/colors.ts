/** Colours a feed may have: the CSS name for `COLOR` (RFC 7986), the value for Apple's own property. */
export const COLORS = {
  tomato: '#ff6347',
  crimson: '#dc143c',
  coral: '#ff7f50',
  orange: '#ffa500',
  goldenrod: '#daa520',
  olivedrab: '#6b8e23',
  seagreen: '#2e8b57',
  teal: '#008080',
  steelblue: '#4682b4',
  royalblue: '#4169e1',
  slateblue: '#6a5acd',
  mediumpurple: '#9370db',
  palevioletred: '#db7093',
  slategray: '#708090',
} as const

export type Color = keyof typeof COLORS

export const COLOR_NAMES = Object.keys(COLORS) as [Color, ...Color[]]
