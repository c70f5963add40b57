package org.openemm.reports;
