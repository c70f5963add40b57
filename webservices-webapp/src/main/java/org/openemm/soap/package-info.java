package org.openemm.soap;
