import type { FormattedText } from "./formatted-text.js";

/** A button below a message: it opens a web page, or tells the bot that it was pressed. */
export type Button =
  | { readonly label: string; readonly url: string }
  | {
      readonly label: string;
      /** What the bot is told: a key of the table of button actions and its arguments, at most 64 bytes. */
      readonly data: string;
    };

/** Rows of buttons, from top to bottom. */
export type Buttons = readonly (readonly Button[])[];

/** A message of the bot. */
export interface OutgoingMessage extends FormattedText {
  /** Default: none. */
  readonly buttons?: Buttons;
}

/** The buttons below a question whether to do something. @param what Tells `dismiss` what is not done. */
export function confirmation(label: string, data: string, no: string, what: string): Buttons {
  return [
    [
      { label, data },
      { label: no, data: `dismiss:${what}` },
    ],
  ];
}

/** The messages with buttons below the last one. */
export function withButtons(messages: readonly FormattedText[], buttons: Buttons): OutgoingMessage[] {
  return messages.map((message, i) => (i === messages.length - 1 ? { ...message, buttons } : message));
}

/** Buttons as Telegram takes them. */
export function inlineKeyboard(buttons: Buttons) {
  const keys = buttons.map((row) =>
    row.map((button) =>
      "url" in button ? { text: button.label, url: button.url } : { text: button.label, callback_data: button.data },
    ),
  );
  return { inline_keyboard: keys };
}
