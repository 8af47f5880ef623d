import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { etag } from "hono/etag";
import { languageDetector } from "hono/language";
import { methodNotAllowed } from "hono/method-not-allowed";
import { routePath } from "hono/route";
import { secureHeaders } from "hono/secure-headers";
import { answerQuestion } from "./answer-question.js";
import { conversationOf, forgetConversation } from "./conversation-cookie.js";
import { icon } from "./icon.js";
import { localAddress } from "./links.js";
import { homePage } from "./pages/home-page.js";
import { privacyPage } from "./pages/privacy-page.js";
import { languageOf, noteError, pageContext, replyWithError, type WebEnvironment } from "./request-context.js";
import { showDocument } from "./show-document.js";
import { style } from "./style.js";
import type { WebAppOptions } from "./web-server-options.js";

/** Largest request body in bytes. The longest question fits several times. */
const BODY_LIMIT = 64 * 1024;

/** Largest update of Telegram's in bytes; the longest message with all its formats and buttons fits several times. */
const UPDATE_LIMIT = 1024 * 1024;

/** Kept by the reader's own browser only. Not `no-store`: going back from a source would ask the question again. */
const PAGE_CACHING = "private, no-cache";

/** Builds the web channel's routes and their protection. Every reader is a citizen. */
export function createApp(options: WebAppOptions): Hono<WebEnvironment> {
  const { assistant, logger } = options;
  const app = new Hono<WebEnvironment>();

  app.use(async (c, next) => {
    const started = performance.now();
    c.header("Cache-Control", PAGE_CACHING);
    await next();
    if (c.req.path === "/healthz") return;
    const fields = { method: c.req.method, route: routePath(c, -1), status: c.res.status };
    const log = () => logger.info({ ...fields, ms: Math.round(performance.now() - started) }, "web request");
    if (c.var.sent === undefined) log();
    else void c.var.sent.then(log);
  });
  app.use(protectiveHeaders());
  app.use(
    languageDetector({
      order: ["querystring", "header"],
      supportedLanguages: ["de", "en"],
      fallbackLanguage: "de",
      caches: false,
    }),
  );
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header("Allow", methods.join(", "));
        return replyWithError(c, options, "method");
      },
    }),
  );
  const limitBody = (maxSize: number) =>
    bodyLimit({ maxSize, onError: (c) => replyWithError(c, options, "too-large") });
  const { receiveUpdate = null } = options;
  if (receiveUpdate !== null) app.post("/telegram", limitBody(UPDATE_LIMIT), (c) => receiveUpdate(c.req.raw));
  app.use(csrf());
  app.use(limitBody(BODY_LIMIT));

  app.get("/", (c) => {
    const conversation = conversationOf(c) !== null;
    return c.html(homePage(pageContext(c, options), { conversation, question: "", problem: null }));
  });
  app.post("/ask", (c) => answerQuestion(c, options));
  // Reached by reloading or switching the language after an answer: there is nothing stored to show again.
  app.get("/ask", (c) => c.redirect(localAddress("/", languageOf(c)), 303));
  app.post("/new", (c) => {
    forgetConversation(c, assistant);
    return c.redirect(localAddress("/", languageOf(c)), 303);
  });
  app.get("/document", (c) => showDocument(c, options));
  app.get("/privacy", (c) => c.html(privacyPage(pageContext(c, options), options.languageModel)));
  app.get("/healthz", (c) => {
    const health = options.health();
    return c.json(health, health.status === "ok" ? 200 : 503);
  });
  app.use("/style.css", etag());
  app.get("/style.css", (c) =>
    c.body(style, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "no-cache" }),
  );
  app.use("/icon.svg", etag());
  app.get("/icon.svg", (c) => c.body(icon, 200, { "Content-Type": "image/svg+xml", "Cache-Control": "no-cache" }));

  app.notFound((c) => replyWithError(c, options, "not-found"));
  app.onError((error, c) => {
    const kind = noteError(c, error, logger);
    return kind === null ? new Response(null, { status: 499 }) : replyWithError(c, options, kind);
  });
  return app;
}

function protectiveHeaders() {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      formAction: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    // Not `no-referrer`: with it browsers send `Origin: null` with a form, and where they send no Sec-Fetch-Site
    // either (plain http on another host than localhost) no question could be told from a forged one.
    referrerPolicy: "same-origin",
    // Whether a host is reached by https only is for the proxy in front of this server to say.
    strictTransportSecurity: false,
  });
}
