/** Ordered grades, lowest first, by the name of the scale. */
export type Scales = ReadonlyMap<string, readonly string[]>;

/**
 * The scale by which grades compare: the one that has the name of the kind (`mentalHealth`), else the one of all such records
 * (`appraisal`, `certificate`), else the only one that holds the grade. Null: none, or more than one.
 */
export function scaleOf(
  scales: Scales,
  records: 'appraisal' | 'certificate',
  kind: string | null,
  grade: string | null,
): readonly string[] | null {
  const named = (kind === null ? undefined : scales.get(kind)) ?? scales.get(records);
  if (named !== undefined) return named;
  const holding = [...scales.values()].filter((grades) => grade !== null && grades.includes(grade));
  return holding.length === 1 ? (holding[0] ?? null) : null;
}
