/** The state of a sign-up whose wanted name is taken. */
interface SignUp {
  readonly name: string;
  readonly email: string;
  /** Names that were suggested before. */
  readonly suggestions?: readonly string[];
}

const mostSuggestions = 5;

class NoAccountNameLeftError extends Error {
  override readonly name = 'NoAccountNameLeftError';
}

/** The next name with a number behind it: ada, ada1, ada2. */
export function handler(signUp: SignUp): Promise<SignUp> {
  const { name, email, suggestions = [] } = signUp;
  if (suggestions.length >= mostSuggestions) {
    const tried = suggestions.join(', ');
    return Promise.reject(new NoAccountNameLeftError(`Also taken: ${tried}. Ask for another name.`));
  }
  const [, word = name, number = '0'] = /^(.*?)(\d*)$/.exec(name) ?? [];
  const next = `${word}${String(Number(number) + 1)}`;
  return Promise.resolve({ name: next, email, suggestions: [...suggestions, next] });
}
