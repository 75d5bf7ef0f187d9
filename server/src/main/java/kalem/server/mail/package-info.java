/**
 * Outgoing e-mail. A mail is a row written in the transaction that wants it, sent by a durable job:
 * what may pass is tried again, what a server refuses for good is told to whoever caused the mail.
 * Without an SMTP server nothing is sent; administrators read the mails and pass them on.
 */
@NullMarked
package kalem.server.mail;

import org.jspecify.annotations.NullMarked;
