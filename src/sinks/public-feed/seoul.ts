export * from '../../lib/seoul.ts'
