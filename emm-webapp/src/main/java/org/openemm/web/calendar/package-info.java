/**
 * The planning calendar: what was sent, will be sent and is planned, by month, week or as a list;
 * planned mailings are moved by dragging or by choosing a day. Also a tile of the dashboard.
 */
package org.openemm.web.calendar;
