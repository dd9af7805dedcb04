import type { Role } from './columns/roles.ts'

/** Roles whose columns the settings may name. */
export type ColumnRole = Exclude<Role, 'part' | 'hour' | 'other'>

/** Header words of the owner's own, by role; compared as headers are (case, spaces and punctuation do not matter). */
export type ColumnNames = Partial<Readonly<Record<ColumnRole, readonly string[]>>>

export type ProgrammeOptions = { readonly columns: ColumnNames }
