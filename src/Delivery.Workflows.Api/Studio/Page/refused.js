// What a person is told: a text's name, and what to put into it.
export class Refused extends Error {
  constructor(text, values = {}) {
    super(text);
    this.values = values;
  }
}

// Whom nobody could ask.
export const unreachable = ['noServer', 'noSignInService'];
