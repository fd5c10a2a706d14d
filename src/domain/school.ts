/** The stages of schooling that a school offers (学段); a school can have several. */
export const STAGES = [
  'KINDERGARTEN',
  'PRIMARY',
  'JUNIOR',
  'SENIOR',
  'SECONDARY_VOCATIONAL',
  'HIGHER_VOCATIONAL',
  'SPECIAL',
] as const;
export type Stage = (typeof STAGES)[number];

/** Where a school stands: 城区, 镇区, 乡村. Which of them count as rural is policy data. */
export const SETTINGS = ['URBAN', 'TOWN', 'VILLAGE'] as const;
export type Setting = (typeof SETTINGS)[number];
