package org.openemm.web;
