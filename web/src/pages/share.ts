/** What somebody was sent a link to: a list of documents to look at and to download. */
import { startLanguage } from "../i18n/language.ts";
import { startVisit } from "../guest/opening.ts";
import { openPage } from "../parts/shell.ts";
import { showShelf } from "../share/shelf.ts";

startLanguage();
startVisit(openPage(), "share", showShelf);
