import { z } from 'zod';
import type { PolicyVersionId } from '../src/domain/identifier.ts';
import type { PolicyChoice } from '../src/services/policyChoice.ts';
import { bounded } from './arguments.ts';
import { builder } from './builder.ts';
import { RequestFailure } from './errors.ts';
import { LIMITS } from './limits.ts';
import { decodeGlobalId } from './node.ts';

/** Which policy is meant. */
export const PolicyChoiceInput = builder.inputType('PolicyChoice', {
  description: 'Which policy is meant: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    code: t.string({
      description: 'Code of a policy: its version in force on `asOf`.',
      validate: bounded(z.string().min(1).max(LIMITS.textLength).nullish(), {
        zh: `代码和编号须为 1 到 ${LIMITS.textLength} 个字符。`,
        en: `A code or number has 1 to ${LIMITS.textLength} characters.`,
      }),
    }),
    version: t.id({ description: 'Id of a version, whether in force or not.' }),
    draft: t.string({ description: 'Text of a policy file; several documents between `---`. Nothing of it is kept.' }),
  }),
});

type PolicyChoiceAsked = typeof PolicyChoiceInput.$inferInput;

/** @throws RequestFailure INVALID_ID */
export function policyChoiceOf({ code, version, draft }: PolicyChoiceAsked): PolicyChoice {
  if (typeof code === 'string') return { by: 'code', code };
  if (typeof draft === 'string') return { by: 'draft', text: draft };
  const { typename, id } = decodeGlobalId(version);
  if (typename !== 'PolicyVersion')
    throw new RequestFailure('INVALID_ID', {
      zh: '这不是一个政策版本的 id。',
      en: 'This is not the id of a version of a policy.',
    });
  return { by: 'version', id: id as PolicyVersionId };
}
