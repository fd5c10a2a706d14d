/** Yes, no, or not known. */
export type Truth = true | false | null;

export function both(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : truths.includes(null) ? null : true;
}

export function either(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : truths.includes(null) ? null : false;
}

export function negated(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** At least so many of them. */
export function atLeastOf(truths: readonly Truth[], count: number): Truth {
  const met = truths.filter((truth) => truth === true).length;
  const perhaps = truths.filter((truth) => truth === null).length;
  return met >= count ? true : met + perhaps < count ? false : null;
}
