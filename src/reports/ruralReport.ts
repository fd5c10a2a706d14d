import type { ExportContent, RuralRow } from '../domain/export.ts';
import { type Language, inLanguage } from '../domain/language.ts';
import type { RoleCount } from '../domain/ruralQuota.ts';
import { type Table, numberOr } from './table.ts';
import { LEVEL_WORDS } from './words.ts';

type Content = Extract<ExportContent, { report: 'rural-report' }>;

const PART_WORDS: Readonly<Record<RuralRow['part'], { readonly zh: string; readonly en: string }>> = {
  whole: { zh: '合计', en: 'total' },
  unit: { zh: '下级地区', en: 'region' },
  ownSchools: { zh: '直属学校', en: 'direct schools' },
  school: { zh: '学校', en: 'school' },
};

/** The whole, the units below, the direct schools, then school by school; a column for each role and level of seats. */
export function ruralTable({ rows }: Content, language: Language): Table {
  const roles = new Map<string, RoleCount>(
    rows.flatMap(({ seatHolders }) => (seatHolders.value ?? []).map((each) => [keyOf(each), each] as const)),
  );
  return {
    notes: [],
    columns: [
      [{ zh: '范围', en: 'Part' }, 14],
      [{ zh: '名称', en: 'Name' }, 28],
      [{ zh: '农村班主任', en: 'Rural homeroom teachers' }, 14],
      [{ zh: '已培训', en: 'Trained' }, 10],
      [{ zh: '未培训', en: 'Not trained' }, 10],
      [{ zh: '无指导教师', en: 'Without a mentor' }, 12],
      ...[...roles.values()].map(({ role, level }): Table['columns'][number] => [
        {
          zh: `${LEVEL_WORDS[level].zh}${role.text.zh}`,
          en: `${role.text.en} (${LEVEL_WORDS[level].en})`,
        },
        14,
      ]),
    ],
    rows: rows.map((row) => [
      inLanguage(PART_WORDS[row.part], language),
      row.name,
      numberOr(row.homeroomTeachers, language),
      numberOr(row.trained, language),
      numberOr(row.notTrained, language),
      numberOr(row.withoutMentor, language),
      ...[...roles.keys()].map((key) => {
        const found = row.seatHolders.value?.find((each) => keyOf(each) === key);
        return found === undefined ? null : numberOr(found.count, language);
      }),
    ]),
  };
}

function keyOf({ role, level }: RoleCount): string {
  return `${level} ${role.code}`;
}
