import type { Migration } from './migration.ts';

const IDENTIFIED = [
  'Region',
  'RegionName',
  'School',
  'SettingPeriod',
  'Teacher',
  'Workshop',
  'Post',
  'Seat',
  'Pairing',
  'Designation',
  'Appraisal',
  'Achievement',
  'Attendance',
  'Policy',
  'PolicyVersion',
  'ImportRun',
  'AuditEntry',
  'Token',
];

const ISSUED = [
  ['School', 'code'],
  ['Teacher', 'staffNo'],
  ['Workshop', 'code'],
] as const;

export const facts: Migration = {
  number: 1,
  title: 'Facts with identity, keys by issuing region',
  schema: [
    ...IDENTIFIED.map((label) => `CREATE CONSTRAINT ${label}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`),
    ...ISSUED.map(
      ([label, code]) =>
        `CREATE CONSTRAINT ${label}_key IF NOT EXISTS FOR (n:${label}) REQUIRE (n.issuedBy, n.${code}) IS UNIQUE`,
    ),
    'CREATE CONSTRAINT Policy_code IF NOT EXISTS FOR (n:Policy) REQUIRE n.code IS UNIQUE',
    'CREATE CONSTRAINT Lock_name IF NOT EXISTS FOR (n:Lock) REQUIRE n.name IS UNIQUE',
    'CREATE CONSTRAINT Token_hash IF NOT EXISTS FOR (n:Token) REQUIRE n.hash IS UNIQUE',
    'CREATE INDEX RegionName_code IF NOT EXISTS FOR (n:RegionName) ON (n.code)',
    'CREATE INDEX ImportRun_issuer IF NOT EXISTS FOR (n:ImportRun) ON (n.issuer, n.createdAt)',
    'CREATE INDEX AuditEntry_run IF NOT EXISTS FOR (n:AuditEntry) ON (n.run)',
    'CREATE INDEX AuditEntry_fact IF NOT EXISTS FOR (n:AuditEntry) ON (n.fact)',
  ],
  data: [],
};
