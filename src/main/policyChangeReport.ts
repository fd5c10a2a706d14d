import type { CoherenceFinding } from '../domain/coherence/finding.ts';
import type { PolicyChange } from '../domain/policyComparison.ts';
import type { Text } from '../domain/roster.ts';
import type { ShiftTotals } from '../domain/whatIf.ts';

type Language = 'zh' | 'en';

const THINGS: Readonly<Record<PolicyChange['of'], Text>> = {
  document: { zh: '文件', en: 'document' },
  calendar: { zh: '校历', en: 'calendar' },
  definition: { zh: '定义', en: 'definition' },
  code: { zh: '代码', en: 'code' },
  scale: { zh: '等次', en: 'scale' },
  ladder: { zh: '层级', en: 'ladder' },
  workshop: { zh: '工作坊类别', en: 'kind of workshop' },
  rule: { zh: '规则', en: 'rule' },
};

const CHANGES: Readonly<Record<PolicyChange['change'], Text>> = {
  added: { zh: '新增', en: 'added' },
  removed: { zh: '删除', en: 'removed' },
  changed: { zh: '修改', en: 'changed' },
  renamed: { zh: '改名', en: 'renamed' },
  worded: { zh: '仅文字', en: 'words only' },
};

/** What changed from one version to another, for a person: a line for each, with what it said and what it says. */
export function describeChanges(changes: readonly PolicyChange[], language: Language): string[] {
  if (changes.length === 0) return [language === 'zh' ? '没有差别' : 'No difference'];
  return changes.flatMap(({ of, change, name, parts, before, after, ruleBefore }) => {
    const old = change === 'renamed' && ruleBefore !== null ? `${ruleBefore.id} → ` : '';
    const which = parts.length === 0 || change === 'renamed' ? '' : ` (${parts.join(', ')})`;
    return [
      `${THINGS[of][language]} ${old}${name}: ${CHANGES[change][language]}${which}`,
      ...(before === null || change === 'renamed' ? [] : [`  - ${before[language]}`]),
      ...(after === null || change === 'renamed' ? [] : [`  + ${after[language]}`]),
    ];
  });
}

/** What came of rules for the people of a region under either version. */
export interface Touched {
  readonly rules: readonly string[];
  readonly totals: ShiftTotals;
}

/** Whom changes touch, for a person: a line for each of the rules of which something else comes. */
export function describeTouched(touched: readonly Touched[], language: Language): string[] {
  if (touched.length === 0) return [language === 'zh' ? '没有人受影响' : 'Nobody stands otherwise'];
  const side = (tally: ShiftTotals['before']) =>
    tally === null ? '—' : `${tally.met}/${tally.unmet}/${tally.unknown}`;
  return [
    language === 'zh' ? '影响的人数（符合/不符合/未知）：' : 'Whom it touches (met/unmet/unknown):',
    ...touched.map(({ rules, totals }) => {
      const turned =
        language === 'zh'
          ? `新符合 ${totals.becomeMet}，不再符合 ${totals.ceaseToBeMet}，新不符合 ${totals.becomeUnmet}`
          : `${totals.becomeMet} become met, ${totals.ceaseToBeMet} cease to be, ${totals.becomeUnmet} become unmet`;
      return `  ${rules.join(', ')}: ${side(totals.before)} → ${side(totals.after)}; ${turned}`;
    }),
  ];
}

const SEVERITIES: Readonly<Record<CoherenceFinding['severity'], Text>> = {
  contradiction: { zh: '矛盾', en: 'contradiction' },
  shortfall: { zh: '不足', en: 'shortfall' },
  note: { zh: '说明', en: 'note' },
};

/** Whether a policy adds up, for a person: a line for each finding, its assumptions below. */
export function describeCoherence(findings: readonly CoherenceFinding[], language: Language): string[] {
  if (findings.length === 0) return [language === 'zh' ? '没有问题' : 'It adds up: nothing to say'];
  return findings.flatMap(({ severity, code, text, assumptions, rules }) => {
    const clauses = rules.map(({ rule }) => (rule.clause === null ? rule.id : `${rule.id} ${rule.clause}`));
    return [
      `${SEVERITIES[severity][language]} ${code}: ${text[language]}${clauses.length === 0 ? '' : ` [${clauses.join(', ')}]`}`,
      ...assumptions.map((assumption) => `  · ${assumption[language]}`),
    ];
  });
}
