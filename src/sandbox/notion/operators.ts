const EXISTENCE = ['is_empty', 'is_not_empty']
const TEXT = [
  'equals',
  'does_not_equal',
  'contains',
  'does_not_contain',
  'starts_with',
  'ends_with',
  ...EXISTENCE,
]
const NUMBER = [
  'equals',
  'does_not_equal',
  'greater_than',
  'less_than',
  'greater_than_or_equal_to',
  'less_than_or_equal_to',
  ...EXISTENCE,
]
const DATE = [
  'equals',
  'before',
  'after',
  'on_or_before',
  'on_or_after',
  'this_week',
  'past_week',
  'past_month',
  'past_year',
  'next_week',
  'next_month',
  'next_year',
  ...EXISTENCE,
]
const MEMBERS = ['contains', 'does_not_contain', ...EXISTENCE]

/** The operators of each type of condition. */
export const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  title: TEXT,
  rich_text: TEXT,
  url: TEXT,
  email: TEXT,
  phone_number: TEXT,
  number: NUMBER,
  unique_id: NUMBER,
  checkbox: ['equals', 'does_not_equal'],
  select: ['equals', 'does_not_equal', ...EXISTENCE],
  status: ['equals', 'does_not_equal', ...EXISTENCE],
  multi_select: MEMBERS,
  people: MEMBERS,
  relation: MEMBERS,
  created_by: MEMBERS,
  last_edited_by: MEMBERS,
  files: EXISTENCE,
  date: DATE,
  created_time: DATE,
  last_edited_time: DATE,
}

/** One condition of a filter, and where it stands in the body. */
export type Condition = { readonly operator: string; readonly value: unknown; readonly path: string }
