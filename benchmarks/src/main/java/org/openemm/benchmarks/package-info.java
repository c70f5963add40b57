package org.openemm.benchmarks;
