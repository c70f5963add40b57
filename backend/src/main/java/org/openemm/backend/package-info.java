package org.openemm.backend;
