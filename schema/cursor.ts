import { RequestFailure } from './errors.ts';

/** What does not come from a page of the list. */
export function notACursor(): RequestFailure {
  return new RequestFailure('BAD_USER_INPUT', {
    zh: '这不是本列表的游标。请使用其页面中的 `cursor`。',
    en: 'This is not a cursor of this list. Use a `cursor` from one of its pages.',
  });
}
