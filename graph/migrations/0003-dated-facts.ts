import type { Migration } from './migration.ts';

const IDENTIFIED = [
  'Certificate',
  'Activity',
  'Finding',
  'Effect',
  'Waiver',
  'Link',
  'Event',
  'Figure',
  'RubricScore',
  'Application',
];

/** What older facts do not say and now always say, in the facts themselves and in those kept for an undo. */
const SAID = [
  ['Appraisal', 'kind', "'yearly'"],
  ['Attendance', 'completed', 'true'],
] as const;

export const datedFacts: Migration = {
  number: 3,
  title: 'Certificates, activities, findings and other dated facts; kinds of appraisals, trainings completed',
  schema: [
    ...IDENTIFIED.map((label) => `CREATE CONSTRAINT ${label}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`),
    ...SAID.flatMap(([label, property, value]) => [
      `MATCH (n:${label}) WHERE n.${property} IS NULL
       CALL (n) { SET n.${property} = ${value} } IN TRANSACTIONS OF 5000 ROWS`,
      `MATCH (:ImportRun)-[:REPLACED {label: '${label}'}]->(n:FactBefore) WHERE n.${property} IS NULL
       CALL (n) { SET n.${property} = ${value} } IN TRANSACTIONS OF 5000 ROWS`,
    ]),
  ],
  data: [],
};
