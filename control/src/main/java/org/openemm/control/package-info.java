package org.openemm.control;
