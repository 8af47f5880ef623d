/** What the bot writes its log with; a pino instance fits. Objects passed to it never hold the token or a person's words. */
export interface BotLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
