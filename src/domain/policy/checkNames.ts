import { LEVELS } from '../level.ts';
import type { Text } from '../roster.ts';
import { EVENTS } from './catalogue.ts';
import { complaint } from './complaint.ts';
import { POPULATIONS } from './condition.ts';
import { nearestOf, say } from './problem.ts';
import type { Place, PolicyProblem, Reference } from './reading.ts';
import { PERIODS, type PolicyDocument, STEP_REQUIREMENTS } from './types.ts';

/** What each sort of name stands for in messages. */
const SORTS: Readonly<Record<string, Text>> = {
  tier: { zh: '层级', en: 'tier' },
  ladder: { zh: '梯级', en: 'ladder' },
  role: { zh: '角色', en: 'role' },
  grade: { zh: '等次', en: 'grade' },
  rule: { zh: '规则', en: 'rule' },
  requirement: { zh: '步骤要求或规则', en: 'requirement of a step, or rule' },
  overridden: { zh: '上级规则', en: 'rule of a body above' },
  selection: { zh: '对象', en: 'selection' },
  period: { zh: '期间', en: 'period' },
  event: { zh: '事件', en: 'event' },
  appraisal: { zh: '考核', en: 'kind of appraisal' },
};

/** Names that neither the document nor a policy above declares, each with the nearest that is. */
export function unknownNames(
  references: readonly Reference[],
  own: PolicyDocument,
  above: readonly PolicyDocument[],
): readonly PolicyProblem[] {
  const all = [...above, own];
  return references.flatMap(({ sort, name, at }) => {
    // A parameter is declared by its use: a body below sets it.
    if (sort === 'parameter') return [];
    // That it stands under itself is told as a circle.
    if (sort === 'policy') return name === own.policy ? [] : inheritedElsewhere(name, at, above);
    const known = (sort === 'overridden' ? above : all).flatMap((document) => namesOf(sort, document));
    if (known.includes(name)) return [];
    const group = sort.startsWith('code:') ? sort.slice('code:'.length) : null;
    // A file that declares no codes of a group uses words of its own: their texts are missing, nothing is misspelt.
    const severity = group !== null && known.length === 0 ? 'warning' : 'error';
    const what = SORTS[sort] ?? { zh: '代码', en: `code under codes.${group ?? ''}` };
    const { zh, en } = say.unknown(name, [...new Set(known)]);
    return [
      {
        severity,
        ...at,
        code: 'unknown-name',
        message: { zh: `${what.zh}：${zh}`, en: `As a ${what.en}: ${en}` },
      },
    ];
  });
}

function inheritedElsewhere(name: string, at: Place, above: readonly PolicyDocument[]): readonly PolicyProblem[] {
  const known = above.map(({ policy }) => policy);
  if (known.includes(name)) return [];
  const near = nearestOf(name, known);
  return [
    {
      ...at,
      ...complaint(
        'inherits-unknown',
        `上级政策 ${name} 不在其中${near === null ? '' : `，是否应为 ${near}？`}：它的定义未能核对`,
        `The policy ${name} above is not at hand${near === null ? '' : ` (did you mean ${near}?)`}: what it defines is not checked`,
        'warning',
      ),
    },
  ];
}

function namesOf(sort: string, document: PolicyDocument): readonly string[] {
  switch (sort) {
    case 'tier':
      return document.ladders.flatMap(({ tiers }) => tiers.map(({ code }) => code));
    case 'ladder':
      return document.ladders.map(({ code }) => code);
    case 'role':
      return document.workshops.flatMap(({ roles }) => roles.map(({ code }) => code));
    case 'grade':
      return [...document.scales.values()].flat();
    case 'rule':
    case 'overridden':
      return document.rules.map(({ id }) => id);
    case 'requirement':
      return [...STEP_REQUIREMENTS, ...document.rules.map(({ id }) => id)];
    case 'event':
      return [...EVENTS, ...document.calendar.periods.keys()];
    case 'appraisal':
      return [...(document.codes.get('appraisals')?.keys() ?? [])];
    case 'selection':
      return [...POPULATIONS, ...document.define.selections.keys()];
    case 'period':
      return [...PERIODS, ...LEVELS, ...document.calendar.periods.keys()];
    default:
      return [...(document.codes.get(sort.slice('code:'.length))?.keys() ?? [])];
  }
}
