package org.openemm.statistics;

/**
 * How a company's mailings do on average.
 *
 * @param mailings how many it is the average of; 0: there is nothing to compare with
 * @param openRate openers relative to delivered mails, 0 to 1
 * @param clickRate clickers relative to delivered mails, 0 to 1
 */
public record Usual(int mailings, double openRate, double clickRate) {}
