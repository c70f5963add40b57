package org.openemm.rendering;

/** What a mailing is rendered for. */
enum RenderMode {
    /** A mail to be sent. */
    MAIL,
    /** A look at it before sending: links and pixel work but do not count. */
    PREVIEW,
    /** The page behind the link to the web view: no pixel, links count. */
    WEB_VIEW
}
